import type { Catalog, Column } from "../catalog/catalog.js";
import type { Form } from "../ledger/baseline.js";
import { literal } from "../session/literal.js";

const plain = /^(text|character varying|uuid|boolean|date|bytea)(\(|$)/;
const whole = /^(smallint|integer|bigint)$/;

/**
 * How the values of a column are compared: how each becomes a text that is the same whether it is taken
 * from a column or from a row as jsonb, and stays the same through the conversions that keep a value:
 * varchar to text or to an enum, one number to another, timestamp to timestamptz in UTC.
 */
export function formOf({ type }: Column, { enums }: Pick<Catalog, "enums">): Form {
  if (type.startsWith("timestamp")) return "time";
  if (plain.test(type)) return "text";
  if (whole.test(type) || type.startsWith("numeric")) return "number";
  return enums.has(type.replaceAll('"', "")) ? "text" : "json";
}

/** SQL: the text of a column, in a session with `textSettings`. */
export function textOfColumn(column: string, form: Form, type: string): string {
  if (form === "number" && !whole.test(type)) return `pg_catalog.trim_scale(${column})::text`;
  if (form === "text" || form === "number") return `${column}::text`;
  if (form === "json") return `pg_catalog.to_jsonb(${column}) #>> '{}'`;
  return type.includes("with time zone")
    ? `(${column} AT TIME ZONE 'UTC')::text`
    : `${column}::text`;
}

/** SQL: the same text, of a row that is jsonb. The column is looked up under its old name, then its new one. */
export function textOfJson(row: string, names: readonly [string, string], form: Form): string {
  const [old, renamed] = names.map((name) => `${row} ->> ${literal(name)}`);
  const value =
    names[0] === names[1]
      ? `(${old})`
      : `CASE WHEN ${row} ? ${literal(names[0])} THEN ${old} ELSE ${renamed} END`;
  if (form === "number") return `pg_catalog.trim_scale((${value})::numeric)::text`;
  if (form !== "time") return value;
  return `pg_catalog.replace(pg_catalog.replace(${value}, 'T', ' '), '+00:00', '')`;
}
