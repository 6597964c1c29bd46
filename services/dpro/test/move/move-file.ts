import { connectOnce } from "@deepiri/database";
import { apply, importSqlite, type Plan, plan, verify } from "@deepiri/reorganize";
import { createEmptyDatabase } from "@deepiri/test-database";
import { expect, onTestFinished } from "vitest";
import { legacyFile } from "./legacy-file.js";

/** A database to which a file has come, through import, plan, apply and verify. */
export interface Moved {
  readonly url: string;
  readonly plan: Plan;
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

/** Moves a file that a script makes into a database of its own, which goes away with the test. */
export async function moveFile(script: string): Promise<Moved> {
  const { url, drop } = await createEmptyDatabase("dpro");
  const client = await connectOnce(url);
  onTestFinished(async () => {
    await client.end();
    await drop();
  });
  await importSqlite(url, legacyFile(script));
  const made = await plan(url, { database: "dpro" });
  await apply(url, made);
  const found = await verify(url);
  expect(found, JSON.stringify(found, null, 1)).toMatchObject({ ok: true });
  return { url, plan: made, rows: async (sql) => (await client.query(sql)).rows };
}
