import type { Catalog, Column, EnumType } from "../catalog/catalog.js";

/** The types of the target as the server of the database knows them. */
export interface TargetTypes {
  /** Labels by type, as columns spell it. */
  readonly enums: ReadonlyMap<string, EnumType>;
  /** As in server_version_num. */
  readonly version: number;
  /** Of which types every value can be one of another, as `source target`. */
  readonly safe: ReadonlySet<string>;
}

/** Enum types of the catalog by the name under which columns have them. */
export function targetTypes(
  { enums }: Catalog,
  version: number,
  safe: readonly string[] = [],
): TargetTypes {
  return {
    version,
    safe: new Set(safe),
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
 * SQL: whether a value of one column can be one of the other, by `value`, SQL of it. Texts are taken for valid, for
 * a length is another matter. Undefined where the server has no way of telling.
 */
export function canBecome(
  value: string,
  found: Column,
  wanted: Column,
  types: TargetTypes,
): string | undefined {
  if (types.safe.has(`${baseOf(found.type)} ${baseOf(wanted.type)}`)) return "true";
  if (wanted.type === found.type) return "true";
  if (isSameBase(wanted.type, found.type)) return fitsDigits(value, wanted.type);
  const text = `(${value})::pg_catalog.text`;
  const valid = isValid(text, wanted.type, types);
  const fits = fitsDigits(`(${text})::pg_catalog.numeric`, wanted.type);
  return valid === undefined || fits === "true"
    ? valid
    : `CASE WHEN ${valid} THEN ${fits} ELSE false END`;
}

/** SQL: whether a number has no more digits than the type takes; true of a type that takes any. */
function fitsDigits(value: string, type: string): string {
  const [, digits, scale] = /^numeric\((\d+),(-?\d+)\)$/.exec(type) ?? [];
  if (digits === undefined || scale === undefined) return "true";
  // Infinity is no such number, and what is none is one.
  const rounded = `pg_catalog.round(${value}, ${scale})`;
  return `(${rounded} = 'NaN' OR pg_catalog.abs(${rounded}) < 1e${Number(digits) - Number(scale)})`;
}

/**
 * SQL: whether a text is a value of the type. Undefined where the server has no way of telling:
 * before version 16 most types cannot be tried.
 */
export function isValid(
  text: string,
  type: string,
  types: Pick<TargetTypes, "enums" | "version">,
): string | undefined {
  const words = types.enums.get(type)?.labels;
  if (words) return `${text} IN (${words.map(quoted).join(", ")})`;
  if (/^(text|character varying|character)$/.test(baseOf(type))) return "true";
  if (types.version >= 160_000)
    return `pg_catalog.pg_input_is_valid(${text}, ${quoted(baseOf(type))})`;
  return isValidBefore16(text, baseOf(type));
}

/** SQL: whether the text is a value of the type, for servers that cannot try it. */
function isValidBefore16(text: string, type: string): string | undefined {
  const matches = (pattern: string): string => `${text} ~* ${quoted(`^\\s*${pattern}\\s*$`)}`;
  const asNumber = `(${text})::pg_catalog.numeric`;
  const [least, most] = integers[type] ?? [];
  if (least !== undefined)
    return `CASE WHEN ${matches("[-+]?\\d+")} THEN ${asNumber} BETWEEN ${least} AND ${most} ELSE false END`;
  const [smallest, largest] = floats[type] ?? [];
  if (smallest !== undefined)
    return `CASE WHEN ${matches(noNumber)} THEN true WHEN ${matches(number)} THEN ${asNumber} = 0 OR pg_catalog.abs(${asNumber}) BETWEEN ${smallest} AND ${largest} ELSE false END`;
  const pattern = patterns[type];
  return pattern && matches(pattern);
}

const integers: Record<string, readonly [least: string, most: string]> = {
  smallint: ["-32768", "32767"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
};

/** The smallest and the largest amounts that are surely taken, beside 0. */
const floats: Record<string, readonly [smallest: string, largest: string]> = {
  real: ["1.2e-38", "3.4e38"],
  "double precision": ["2.3e-308", "1.79e308"],
};

const number = "[-+]?(\\d+\\.?\\d*|\\.\\d+)(e[-+]?\\d{1,4})?";
const noNumber = "(nan|[-+]?inf(inity)?)";

const patterns: Record<string, string> = {
  uuid: "\\{?([0-9a-f]{4}-?){7}[0-9a-f]{4}\\}?",
  numeric: `(${number}|${noNumber})`,
  boolean: "(t(r(ue?)?)?|f(a(l(se?)?)?)?|y(es?)?|no?|on|off?|1|0)",
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
