import pg from "pg";
import { columnOf, fieldOf } from "./column-names.js";
import type { Connection } from "./connection-for.js";

/** A row as it was written: the generated client's model, but with the text of each decimal. */
export type WrittenRow<Row> = {
  [Field in keyof Row]: Row[Field] extends Decimal | null
    ? string | DecimalNull<Row[Field]>
    : Row[Field];
};

type Decimal = { toDecimalPlaces(): unknown };
type DecimalNull<Value> = Extract<Value, null>;

/** Inserts one row, whose fields are named as in TypeScript, and returns all of it in the same form. */
export async function insertRow(
  connection: Connection,
  table: string,
  values: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  const columns = known.map(([field]) => `"${columnOf(field)}"`).join(", ");
  const { rows } = await connection.query({
    // As one document, so that the server reads each value by its column's type: a list is an
    // array here and a document there.
    text: `INSERT INTO ${table} (${columns})
           SELECT ${columns} FROM pg_catalog.jsonb_populate_record(NULL::${table}, $1) RETURNING *`,
    values: [documentOf(known)],
    types: { getTypeParser: parserOf },
  });
  return Object.fromEntries(
    Object.entries(rows[0] ?? {}).map(([column, value]) => [fieldOf(column), value]),
  );
}

function documentOf(values: readonly (readonly [field: string, value: unknown])[]): string {
  const columns = Object.fromEntries(
    values.map(([field, value]) => [
      columnOf(field),
      value instanceof Uint8Array ? hex(value) : value,
    ]),
  );
  return JSON.stringify(columns, (_, value) => (typeof value === "bigint" ? `${value}` : value));
}

function hex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString("hex")}`;
}

// As the generated client has them. By default pg takes a time without zone for a local one, where ours
// are UTC, and leaves a bigint a text.
const parsers: Readonly<Record<number, (text: string) => Date | bigint>> = {
  [pg.types.builtins.INT8]: BigInt,
  [pg.types.builtins.TIMESTAMP]: (text) => new Date(`${text.replace(" ", "T")}Z`),
  [pg.types.builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
};

function parserOf(oid: number, format?: "text" | "binary") {
  return parsers[oid] ?? pg.types.getTypeParser(oid, format as "text");
}
