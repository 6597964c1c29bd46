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

const allan = { username: "allan", email: "allan@robbie.example" };
const nobody = { leftOut: "nobody knows whose they are" };

/** What somebody decides about the texts that stand for users, the old server, and tables that nobody knows. */
export const decisions: MappingDefinition = {
  extends: "workspace",
  decided: {
    users: {
      "'allan'": allan,
      "'Allan'": allan,
      "'allan@robbie.example'": allan,
      "'vera'": { username: "vera", email: "vera@robbie.example" },
      "'Vera '": { username: "vera", email: "vera@robbie.example" },
      "'intern-demo'": { username: "intern", email: "intern@legacy.invalid" },
      "'nobody else'": nobody,
      "''": nobody,
      NULL: nobody,
    },
    "time zone": { "of the old server": "America/New_York" },
    "embedding model": { "of the old vectors": "text-embedding-ada-002" },
  },
  known: { "public.robbie_scratch": "the scheduler still writes it" },
  leftOut: { "public.conversations_backup_2024": "a copy of what is in conversations" },
};

/** Runs `body` on an old database of its own. */
export async function withOldDatabase(
  body: (database: OldDatabase) => Promise<void>,
): Promise<void> {
  const { url, drop } = await createEmptyDatabase("robbieverse");
  const client = await connectOnce(url);
  try {
    await buildMessyDatabase(url, "robbieverse");
    await body({ url, rows: async (sql) => (await client.query(sql)).rows });
  } finally {
    await client.end();
    await drop();
  }
}

/** What is in the old tables now, or in those of other schemas. */
export async function contentsOf(
  { rows }: OldDatabase,
  ...schemas: readonly string[]
): Promise<Record<string, unknown>> {
  const of = schemas.length === 0 ? ["public"] : schemas;
  const tables = await rows(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY ('{${of}}') ORDER BY 1`,
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
