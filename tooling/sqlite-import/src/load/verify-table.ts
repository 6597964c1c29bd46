import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type pg from "pg";
import { ContentsDiffer } from "../failure/errors.js";
import type { TargetTable } from "../shape/target-table.js";
import { canonicalSql, hashSumSql } from "./canonical-sql.js";
import type { Copied } from "./copy-table.js";

/**
 * Has the server work out, from the rows that it has stored, what was worked out while the file was read.
 *
 * @throws ContentsDiffer naming the column
 */
export async function verifyTable(
  client: pg.ClientBase,
  schema: string,
  table: TargetTable,
  copied: Copied,
): Promise<void> {
  const { rows } = await client.query<string[]>({ text: sumsSql(schema, table), rowMode: "array" });
  const [count, ...sums] = rows[0] ?? [];
  const name = quoteTable(schema, table.name);
  // The one was counted before the rows were read, the others while they were and after.
  if (table.rows !== copied.rows || Number(count) !== copied.rows)
    throw differs(
      `${name} has ${count} rows, ${copied.rows} were read, and the file has ${table.rows}`,
    );
  for (const [at, { values, checksum }] of copied.columns.entries())
    if (Number(sums[2 * at]) !== values || sums[2 * at + 1] !== checksum)
      throw differs(
        `Column ${name}.${quoteIdentifier(table.columns[at]?.name ?? "")} has other values`,
      );
}

function sumsSql(schema: string, table: TargetTable): string {
  const seed = rowNumberOf(table);
  const sums = table.columns.map(({ name, type }) => {
    const column = quoteIdentifier(name);
    return `pg_catalog.count(${column})::pg_catalog.text, ${hashSumSql(canonicalSql(type, column), seed)}`;
  });
  return `SELECT ${["pg_catalog.count(*)::pg_catalog.text", ...sums].join(", ")} FROM ${quoteTable(schema, table.name)}`;
}

/** SQL of the number that each value is hashed with, so that a value in another row is another sum. */
function rowNumberOf({ source, key }: TargetTable): string {
  return source.rowKey.kind === "primary key" ? "0" : quoteIdentifier(key[0] ?? "");
}

function differs(what: string): ContentsDiffer {
  return new ContentsDiffer(`${what}. This is a fault of the import. Nothing was loaded.`);
}
