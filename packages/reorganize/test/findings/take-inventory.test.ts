import { connectOnce } from "@deepiri/database";
import { migrate } from "@deepiri/schema-engine";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeInventory } from "../../src/cli/describe-inventory.js";
import { type Finding, subjectOf } from "../../src/findings/finding.js";
import type { Inventory } from "../../src/findings/inventory.js";
import { takeInventory } from "../../src/findings/take-inventory.js";
import { subjectName } from "../../src/plan/subject.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";
import { bearerToken, brokenCases, passwordHash } from "./broken-cases.js";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await createEmptyDatabase("inventory");
  await migrate(findDatabase(readWorkspace()), { url: database.url });
});
afterAll(() => database.drop());

async function run(sql: string): Promise<void> {
  const client = await connectOnce(database.url);
  await client.query(`SET session_replication_role = replica;\n${sql}`).finally(() => client.end());
}

const nameOf = (finding: Finding): string => subjectName(subjectOf(finding));

/** All that a reader could have changed. */
async function stateOf(): Promise<unknown> {
  const client = await connectOnce(database.url);
  const { rows } = await client
    .query(
      `SELECT (SELECT count(*) FROM pg_catalog.pg_class) AS relations,
              (SELECT count(*) FROM pg_catalog.pg_database WHERE datname LIKE '\\_scratch\\_' || $1 || '\\_%') AS scratch,
              (SELECT xmin::text FROM pg_catalog.pg_class ORDER BY age(xmin) LIMIT 1) AS youngest`,
      [process.pid],
    )
    .finally(() => client.end());
  return rows[0];
}

it("finds nothing on a migrated database, and names the owner of each table", async () => {
  const { findings, tables, serverVersion, objects } = await takeInventory(database.url);
  expect(findings).toEqual([]);
  expect(tables.filter(({ owner }) => owner === null)).toEqual([]);
  expect(tables.find(({ name }) => name === "tasks")).toMatchObject({
    schema: "public",
    owner: "core",
    target: "public.tasks",
    rows: 0,
    exact: true,
  });
  expect(serverVersion).toMatch(/^\d+/);
  expect(objects.triggers.length).toBeGreaterThan(0);
});

describe("on a database broken in every way", () => {
  let inventory: Inventory;
  let before: unknown;
  beforeAll(async () => {
    for (const { sql } of brokenCases) await run(sql);
    before = await stateOf();
    inventory = await takeInventory(database.url, { mapping: workspaceMapping });
  });

  it.each(brokenCases)("finds $title", ({ found }) => {
    for (const { kind, on, ...evidence } of found) {
      const here = inventory.findings.filter((one) => one.kind === kind && nameOf(one) === on);
      expect(here, `${kind} ${on}`).toEqual([expect.objectContaining(evidence)]);
    }
  });

  it("finds nothing else", () => {
    const expected = brokenCases.flatMap(({ found }) =>
      found.map(({ kind, on }) => `${kind} ${on}`),
    );
    const all = inventory.findings.map((one) => `${one.kind} ${nameOf(one)}`);
    // A changed column or rule shows in the rules of its table too.
    expect(all.filter((one) => !one.startsWith("rules ")).sort()).toEqual(
      expected.filter((one) => !one.startsWith("rules ")).sort(),
    );
  });

  it("tells no secret", () => {
    const told = JSON.stringify(inventory) + describeInventory(inventory);
    expect(told).not.toContain(passwordHash);
    expect(told).not.toContain(bearerToken);
  });

  it("changes nothing and leaves no scratch database", async () => {
    expect(await stateOf()).toEqual(before);
  });

  it("fits a terminal of 80 columns", () => {
    const lines = describeInventory(inventory).split("\n");
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it("counts rows of tables that no package owns", () => {
    expect(inventory.tables.find(({ name }) => name === "Order-Items")).toMatchObject({
      rows: 2,
      exact: true,
      owner: null,
      target: null,
    });
  });
});
