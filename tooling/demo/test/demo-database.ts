import { readFileSync } from "node:fs";
import { connectOnce, quoteTable } from "@deepiri/database";
import { migrate } from "@deepiri/schema-engine";
import { createCopy } from "@deepiri/test-database";
import { findDatabase, readOwnership, readWorkspace } from "@deepiri/workspace";
import { onTestFinished } from "vitest";
import { seed } from "../src/index.js";

const manifest: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

/** What a table holds: how many rows, and a hash that changes when any of them does. */
export interface Content {
  readonly rows: number;
  readonly hash: string;
}

/** A database with all packages' migrations and no demo, for one test; dropped when it is over. */
export const migratedDatabase = () => copyOf("migrated", async () => {});

/** The same with the demo of 25 users. */
export const seededDatabase = () => copyOf("seeded", async (url) => void (await seed({ url })));

async function copyOf(what: string, fill: (url: string) => Promise<void>) {
  const platform = findDatabase(readWorkspace());
  const { url, drop } = await createCopy(`${what} ${platform.name}`, async (fresh) => {
    await migrate(platform, { url: fresh });
    await fill(fresh);
  });
  onTestFinished(drop);
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

/** The tables of all packages that the demo has a client of, by "schema.table". */
const tables = [...readOwnership(findDatabase(readWorkspace())).tables.values()]
  .filter(({ owner }) => owner.name in manifest.dependencies)
  .map(({ declared: { schema, object } }) => ({ schema, name: object }));

/** The content of each of them. */
async function readContents(url: string): Promise<Record<string, Content>> {
  const selects = tables.map(
    ({ schema, name }) =>
      `SELECT '${schema}.${name}' AS table, count(*)::int AS rows,
              md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS hash
       FROM ${quoteTable(schema, name)} AS t`,
  );
  const rows = await query<Content & { table: string }>(url, selects.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ table, ...content }) => [table, content]));
}
