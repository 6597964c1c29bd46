import { quoteIdentifier } from "@deepiri/database";
import { literal } from "../session/literal.js";

/** A value by the name under which a document holds it. */
export interface DocumentValue {
  readonly name: string;
  /** SQL of the value. */
  readonly sql: string;
}

/**
 * SQL of a document: values as texts in one jsonb, null where the value is NULL. It is exact for every
 * type, the null of jsonb, the spelling of json and the bounds of arrays included, in a session or a
 * function with `functionSettings`; and it takes any number of values.
 */
export function documentOf(values: readonly DocumentValue[]): string {
  if (values.length === 0) return "'{}'::jsonb";
  const texts = values.map(
    ({ name, sql }) => `(${sql})::pg_catalog.text AS ${quoteIdentifier(name)}`,
  );
  return `(SELECT pg_catalog.to_jsonb(document.*) FROM (
  SELECT ${texts.join(",\n         ")}) AS document)`;
}

/** SQL of a document of these columns of a row. */
export function documentOfRow(columns: readonly { readonly name: string }[], row: string): string {
  return documentOf(columns.map(({ name }) => ({ name, sql: `${row}.${quoteIdentifier(name)}` })));
}

/** SQL of the value of a column in a document, in the column's type. */
export function fromDocument(
  document: string,
  { name, type }: { readonly name: string; readonly type: string },
): string {
  return `(${document} ->> ${literal(name)})::${type}`;
}

// Equal numbers of these types may be spelled in several ways, such as 1.0 and 1.00.
const exactNumber = /^(smallint|integer|bigint|numeric)/;

/** A part of a key as a document of keys holds it: keys that are equal are equal there. */
export interface KeyPart {
  readonly name: string;
  readonly type: string;
  /** SQL of the value. */
  readonly sql: string;
}

/** SQL of the key of a row as a document by which what is kept of the row is found; read with `fromDocument`. */
export function keyOf(parts: readonly KeyPart[]): string {
  const pairs = parts.map(({ name, type, sql }) => {
    const value = exactNumber.test(type) ? sql : `(${sql})::pg_catalog.text`;
    return `${literal(name)}, ${value}`;
  });
  return `pg_catalog.jsonb_build_object(${pairs.join(", ")})`;
}
