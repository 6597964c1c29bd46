import { connectOnce } from "@deepiri/database";
import { status } from "@deepiri/reorganize";
import { buildMessyDatabase } from "@deepiri/reorganize-demo";
import type { MappingDefinition } from "@deepiri/reorganize-mapping";
import { createEmptyDatabase } from "@deepiri/test-database";
import { expect } from "vitest";

/** An old database, full of mess. */
export interface OldDatabase {
  readonly url: string;
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

/** What somebody decides about the tables that nobody knows. */
export const decisions: MappingDefinition = {
  extends: "workspace",
  known: { "public.prompt_experiments": "the team of experiments still writes it" },
  leftOut: {
    "public.feature_flags": "flags are in the configuration now",
    "public.webhook_deliveries": "deliveries of last year",
  },
};

/** Runs `body` on an old database of its own. */
export async function withOldDatabase(
  body: (database: OldDatabase) => Promise<void>,
): Promise<void> {
  const { url, drop } = await createEmptyDatabase("promptcraft");
  const client = await connectOnce(url);
  try {
    await buildMessyDatabase(url, "promptcraft");
    await body({ url, rows: async (sql) => (await client.query(sql)).rows });
  } finally {
    await client.end();
    await drop();
  }
}

/** What is in the old tables now. */
export async function contentsOf({ rows }: OldDatabase): Promise<Record<string, unknown>> {
  const tables = await rows(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  const contents: Record<string, unknown> = {};
  for (const { name } of tables)
    contents[String(name)] = await rows(
      `SELECT count(*), md5(string_agg(one::text, E'\\n' ORDER BY one::text COLLATE "C")) FROM ${name} AS one`,
    );
  return contents;
}

/** What is said of every old table that goes: each of its rows is in one class, and none in no class. */
export async function accountsOf({
  url,
  rows,
}: OldDatabase): Promise<Record<string, Record<string, number>>> {
  const found: Record<string, Record<string, number>> = {};
  for (const { table, rows: all, classes } of (await status(url))?.shapes?.accounts ?? []) {
    const sum = Object.values(classes).reduce((one, other) => one + other, 0);
    const [counted] = await rows(`SELECT count(*)::int AS n FROM ${table}`);
    expect({ table, sum, all, unaccounted: classes.unaccounted }).toEqual({
      table,
      sum: counted?.n,
      all: counted?.n,
      unaccounted: 0,
    });
    found[table] = classes;
  }
  return found;
}
