import type { Catalog, Column, EnumType } from "../catalog/catalog.js";
import { serverTakesInput } from "../session/takes-input.js";

/** The types of the target as the server of the database knows them. */
export interface TargetTypes {
  /** Labels by type, as columns spell it. */
  readonly enums: ReadonlyMap<string, EnumType>;
  /** SQL name of the function that tells whether a text is a value of a type; undefined where there is none. */
  readonly takesInput: string | undefined;
  /** Of which types every value can be one of another, as `source target`. */
  readonly safe: ReadonlySet<string>;
}

/** Enum types of the catalog by the name under which columns have them. */
export function targetTypes(
  { enums }: Catalog,
  takesInput: string | undefined,
  safe: readonly string[] = [],
): TargetTypes {
  return {
    takesInput,
    safe: new Set(safe),
    enums: new Map([...enums.values()].map((one) => [spelled(one), one])),
  };
}

/** Whether both types are one but for their length or precision. */
export function isSameBase(one: string, other: string): boolean {
  return baseOf(one) === baseOf(other);
}

/** The type without length or precision: a cast to it never cuts a value. */
export function baseOf(type: string): string {
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
  if (types.safe.has(`${baseOf(found.type)} ${baseOf(wanted.type)}`))
    return fitsDigits(`(${value})::${baseOf(wanted.type)}`, wanted.type);
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

/** SQL: whether a text is a value of the type. Undefined where nothing can tell. */
export function isValid(
  text: string,
  type: string,
  { enums, takesInput }: Pick<TargetTypes, "enums" | "takesInput">,
): string | undefined {
  const words = enums.get(type)?.labels;
  if (words) return `${text} IN (${words.map(quoted).join(", ")})`;
  const base = baseOf(type);
  if (/^(text|character varying|character)$/.test(base)) return "true";
  const wanted = takesInput === serverTakesInput ? quoted(base) : `NULL::${base}`;
  return takesInput && `${takesInput}(${text}, ${wanted})`;
}

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
