import { connectOnce, quoteTable } from "@deepiri/database";
import { migrate } from "@deepiri/schema-engine";
import { createEmptyDatabase } from "@deepiri/test-database";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { onTestFinished } from "vitest";

/** What a table holds: how many rows, and a hash that changes when any of them does. */
export interface Content {
  readonly rows: number;
  readonly hash: string;
}

/** A database with all packages' migrations and no demo, for one test; dropped when it is over. */
export async function migratedDatabase() {
  const { url, drop } = await createEmptyDatabase("demo");
  onTestFinished(drop);
  await migrate(findDatabase(readWorkspace()), { url });
  return {
    url,
    query: <T>(sql: string) => query<T>(url, sql),
    contents: () => readContents(url),
  };
}

async function query<T>(url: string, sql: string): Promise<T[]> {
  const client = await connectOnce(url);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The content of every table of the platform, by "schema.table". */
async function readContents(url: string): Promise<Record<string, Content>> {
  const tables = await query<{ schema: string; name: string }>(
    url,
    `SELECT schemaname AS schema, tablename AS name FROM pg_catalog.pg_tables
     WHERE schemaname IN ('public', 'analytics', 'audit', 'intelligence', 'cyrex')
     ORDER BY schemaname, tablename`,
  );
  const selects = tables.map(
    ({ schema, name }) =>
      `SELECT '${schema}.${name}' AS table, count(*)::int AS rows,
              md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS hash
       FROM ${quoteTable(schema, name)} AS t`,
  );
  const rows = await query<Content & { table: string }>(url, selects.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ table, ...content }) => [table, content]));
}
