import { quoteIdentifier } from "@deepiri/database/without-client";
import type pg from "pg";

/** The rows of one table, or the state of a sequence, as far as they can be compared. */
export interface TableRows {
  readonly count: number;
  /** A hash of all rows, whatever their order. */
  readonly whole: string;
  /** Its columns, each with a hash of all its values, whatever their order. */
  readonly columns: ReadonlyMap<string, string>;
}

/** The rows of each table, and where each sequence stands, by `schema.name`. */
export async function readRows(
  client: pg.Client,
  hidden: readonly string[],
): Promise<Map<string, TableRows>> {
  // A sequence has a column of its own for what the server's log does.
  const { rows: tables } = await client.query<{ name: string; columns: string[] }>(
    `SELECT pg_catalog.format('%I.%I', nspname, relname) AS name,
            ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute
                   WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped
                     AND (relkind = 'r' OR attname <> 'log_cnt') ORDER BY attnum) AS columns
       FROM pg_catalog.pg_class AS class
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      WHERE relkind IN ('r', 'S') AND nspname !~ '^pg_' AND nspname <> 'information_schema'
        AND nspname <> ALL ($1)
      ORDER BY 1`,
    [hidden],
  );
  const read = new Map<string, TableRows>();
  for (const { name, columns } of tables) read.set(name, await readTable(client, name, columns));
  return read;
}

async function readTable(
  client: pg.Client,
  name: string,
  columns: readonly string[],
): Promise<TableRows> {
  const hashes = columns.map((column) => hashOf(`${quoteIdentifier(column)}::text`));
  const { rows } = await client.query({
    text: `SELECT ${["pg_catalog.count(*)::int", hashOf(rowOf(columns)), ...hashes].join(", ")} FROM ONLY ${name}`,
    rowMode: "array",
  });
  const [count, whole, ...values] = rows[0] as unknown as [number, string, ...string[]];
  const byColumn = columns.map((column, index): [string, string] => [column, values[index] ?? ""]);
  return { count, whole, columns: new Map(byColumn) };
}

/**
 * What can be compared of a table of which two runs of the same SQL give other values in some columns:
 * its rows without these, and how many values and NULLs are in them.
 */
export async function summarizeRows(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  changing: readonly string[],
): Promise<string> {
  const counts = changing.map(quoteIdentifier).flatMap((name) => {
    return [`pg_catalog.count(${name})`, `pg_catalog.count(DISTINCT ${name}::text)`];
  });
  const lasting = columns.filter((one) => !changing.includes(one));
  const parts = ["pg_catalog.count(*)", hashOf(rowOf(lasting)), ...counts];
  const { rows } = await client.query<{ summary: string }>(
    `SELECT ROW(${parts.join(", ")})::text AS summary FROM ONLY ${table}`,
  );
  return rows[0]?.summary ?? "";
}

function rowOf(columns: readonly string[]): string {
  return `ROW(${columns.map(quoteIdentifier).join(", ")})::text`;
}

function hashOf(text: string): string {
  return `pg_catalog.md5(pg_catalog.string_agg(COALESCE('=' || ${text}, 'null'), E'\\n' ORDER BY ${text} COLLATE "C"))`;
}
