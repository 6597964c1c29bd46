import type { Catalog, Column, EnumType } from "../catalog/catalog.js";

/** The types of the target as the server of the database knows them. */
export interface TargetTypes {
  /** Labels by type, as columns spell it. */
  readonly enums: ReadonlyMap<string, EnumType>;
  /** As in server_version_num. */
  readonly version: number;
}

/** Enum types of the catalog by the name under which columns have them. */
export function targetTypes({ enums }: Catalog, version: number): TargetTypes {
  return {
    version,
    enums: new Map([...enums.values()].map((one) => [spelled(one), one])),
  };
}

/** Whether both types are one but for their length or precision. */
export function isSameBase(one: string, other: string): boolean {
  return baseOf(one) === baseOf(other);
}

/** The type without length or precision: a cast to it never cuts a value. */
function baseOf(type: string): string {
  return type.replace(/\([\d,]+\)/, "");
}

/** How many characters a column takes, if it has a limit. */
export function longest({ type }: Column): number | undefined {
  const limit = /^character(?: varying)?\((\d+)\)$/.exec(type)?.[1];
  return limit === undefined ? undefined : Number(limit);
}

/** The type in which values are compared with the target's rules: the database lacks the target's enum types. */
export function comparableType(type: string, { enums }: TargetTypes): string {
  return enums.has(type) ? "text" : baseOf(type);
}

/**
 * SQL: whether a text is a value of the type. Undefined where the server has no way of telling:
 * before version 16 most types cannot be tried.
 */
export function isValid(text: string, type: string, types: TargetTypes): string | undefined {
  const words = types.enums.get(type)?.labels;
  if (words) return `${text} IN (${words.map(quoted).join(", ")})`;
  if (/^(text|character varying|character)$/.test(baseOf(type))) return "true";
  if (types.version >= 160_000)
    return `pg_catalog.pg_input_is_valid(${text}, ${quoted(baseOf(type))})`;
  const pattern = patterns[baseOf(type)];
  return pattern && `${text} ~* ${quoted(pattern)}`;
}

const patterns: Record<string, string> = {
  uuid: "^\\s*\\{?([0-9a-f]{4}-?){7}[0-9a-f]{4}\\}?\\s*$",
  // One digit less than the largest, so that a match is never too large.
  smallint: "^\\s*[-+]?\\d{1,4}\\s*$",
  integer: "^\\s*[-+]?\\d{1,9}\\s*$",
  bigint: "^\\s*[-+]?\\d{1,18}\\s*$",
  numeric: "^\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)\\s*$",
  "double precision": "^\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)\\s*$",
  boolean: "^\\s*(true|false|t|f|yes|no|y|n|on|off|1|0)\\s*$",
};

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function spelled({ schema, name }: EnumType): string {
  return `${asNeeded(schema)}.${asNeeded(name)}`;
}

// As format('%I') does for names that are no keyword.
function asNeeded(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
