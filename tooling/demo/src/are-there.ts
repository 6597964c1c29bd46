import { connectOnce, databaseUrl, quoteIdentifier, quoteTable } from "@deepiri/database";
import type { ExpectedRows } from "./expected-rows.js";

interface Key {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

const keysSql = `
  SELECT n.nspname || '.' || c.relname AS table, a.attname::text AS column,
         pg_catalog.format_type(a.atttypid, NULL) AS type
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
  WHERE i.indisprimary AND i.indnkeyatts = 1 AND n.nspname || '.' || c.relname = ANY ($1)`;

/**
 * Whether every expected row is in its database, known by its primary key. Loads no client, and one
 * statement a database counts. False also where that cannot be said.
 */
export async function areThere(
  expected: readonly ExpectedRows[],
  url: string | undefined,
): Promise<boolean> {
  const perDatabase = new Map<string, ExpectedRows[]>();
  for (const one of expected) {
    const its = url ?? databaseUrl({ package: keyOf(one.client) });
    perDatabase.set(its, [...(perDatabase.get(its) ?? []), one]);
  }
  const answers = [...perDatabase].map(([url, rows]) => areIn(url, rows).catch(() => false));
  return (await Promise.all(answers)).every(Boolean);
}

async function areIn(url: string, expected: readonly ExpectedRows[]): Promise<boolean> {
  const client = await connectOnce(url, { applicationName: "deepiri demo", onlyReads: true });
  try {
    const { rows } = await client.query<Key>(keysSql, [expected.map(({ table }) => table)]);
    const keys = new Map(rows.map((key) => [key.table, key]));
    const ids = expected.map((one) => idsOf(one, keys.get(one.table)));
    if (ids.some((list) => list.includes(undefined))) return false;
    const counts = expected.map(({ table }, index) => countOf(keys.get(table) as Key, index + 1));
    const found = await client.query(
      { text: `SELECT ${counts.join(", ")}`, rowMode: "array" },
      ids,
    );
    return ids.every((list, index) => Number(found.rows[0]?.[index]) === new Set(list).size);
  } finally {
    await client.end();
  }
}

function countOf({ table, column, type }: Key, parameter: number): string {
  const [schema = "", name = ""] = table.split(".");
  return `(SELECT count(*) FROM ${quoteTable(schema, name)} WHERE ${quoteIdentifier(column)} = ANY ($${parameter}::text[]::${type}[]))`;
}

function idsOf({ rows }: ExpectedRows, key: Key | undefined): (string | undefined)[] {
  const field = key?.column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return rows.map((row) => {
    const id = field === undefined ? undefined : row[field];
    return id === undefined ? undefined : String(id);
  });
}

/** The package's key: `taskOrchestrator` is the client of task-orchestrator. */
function keyOf(client: string): string {
  return client.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
