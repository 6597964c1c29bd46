import { connectOnce } from "@deepiri/database";
import { apply, importSqlite, type Plan, plan, verify } from "@deepiri/reorganize";
import { createEmptyDatabase } from "@deepiri/test-database";
import { expect, onTestFinished } from "vitest";
import { legacyFile } from "./legacy-file.js";

/** A database into which a file is imported. */
export interface Imported {
  readonly url: string;
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

/** A database to which a file has come, through import, plan, apply and verify. */
export interface Moved extends Imported {
  readonly plan: Plan;
}

/** Moves a file that a script makes into a database of its own, which goes away with the test. */
export async function moveFile(script: string): Promise<Moved> {
  const { imported, drop } = await importFile(script);
  onTestFinished(drop);
  return { ...imported, plan: await move(imported.url) };
}

/** Imports a file that a script makes into a database of its own, for as long as `body` runs. */
export async function withImported(
  script: string,
  body: (imported: Imported) => Promise<void>,
): Promise<void> {
  const { imported, drop } = await importFile(script);
  await body(imported).finally(drop);
}

/** Plans, applies and verifies; returns the plan. */
export async function move(url: string): Promise<Plan> {
  const made = await plan(url, { database: "dpro" });
  await apply(url, made);
  await isVerified(url);
  return made;
}

/** All is in the database as the mapping says. */
export async function isVerified(url: string): Promise<void> {
  const found = await verify(url);
  expect(found.ok, JSON.stringify(found, null, 1)).toBe(true);
}

async function importFile(
  script: string,
): Promise<{ readonly imported: Imported; drop(): Promise<void> }> {
  const { url, drop } = await createEmptyDatabase("dpro");
  const client = await connectOnce(url);
  const end = async (): Promise<void> => {
    await client.end();
    await drop();
  };
  try {
    await importSqlite(url, legacyFile(script));
  } catch (error) {
    await end();
    throw error;
  }
  return { imported: { url, rows: async (sql) => (await client.query(sql)).rows }, drop: end };
}
