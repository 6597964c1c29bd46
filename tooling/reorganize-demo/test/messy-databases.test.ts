import { someOf } from "@deepiri/vitest/skip";
import { findDatabase, readOwnership, readWorkspace } from "@deepiri/workspace";
import { expect, it } from "vitest";
import { findMessyDatabase, messyDatabases, otherMessyDatabases } from "../src/index.js";
import { countTables, fingerprintRows } from "./read-database.js";
import { withMessyDatabase } from "./with-messy-database.js";

const init34 = "analytics 8, audit 3, intelligence 7, public 16";

const tablesOf: Record<string, string> = {
  empty: "",
  "init-25": "analytics 8, audit 3, public 14",
  "init-27": "analytics 8, audit 3, public 16",
  "init-34": init34,
  "init-after-engagement-push": "analytics 8, audit 1, intelligence 7, public 7",
  "init-after-auth-push": "analytics 8, audit 3, intelligence 7, public 15",
  "init-after-intelligence-push": init34,
  "prisma-auth": "public 7",
  "prisma-auth-branch": "public 8",
  "prisma-engagement": "analytics 8, audit 1, public 7",
  "prisma-task-orchestrator": "public 6",
  "prisma-together": "analytics 8, audit 1, public 20",
  "init-by-hand-after-prisma": "analytics 8, audit 3, intelligence 7, public 20",
  "intelligence-pinned": "intelligence 7",
  "intelligence-main": "public 16",
  "intelligence-twice": "analytics 8, audit 3, intelligence 7, public 25",
  "cyrex-old": "public 26",
  "cyrex-main": "cyrex 26, public 4",
  "cyrex-empty-twins": "cyrex 26, public 25",
  "cyrex-half-filled-twins": "cyrex 26, public 25",
  "cyrex-events-audit-log": "public 1",
  "cyrex-sessions-first": "analytics 8, audit 3, public 16",
  "unmanaged-objects": "analytics 8, audit 3, intelligence 7, messaging 4, public 21",
  "shared-history": "analytics 8, audit 3, intelligence 7, public 20",
  everything: "analytics 8, audit 3, cyrex 26, intelligence 7, messaging 4, public 60",
  "at-target": tablesOfTarget(),
};

const tablesOfOther: Record<string, string> = {
  promptcraft: "public 46",
  robbieverse: "public 13",
};

/** What migrations build: the tables of all packages and of their histories. */
function tablesOfTarget(): string {
  const platform = findDatabase(readWorkspace());
  const schemas = [
    ...platform.packages.map(({ historySchema }) => historySchema),
    ...[...readOwnership(platform).tables.values()].map(({ declared }) => declared.schema),
  ];
  return [...new Set(schemas)]
    .sort()
    .map((schema) => `${schema} ${schemas.filter((one) => one === schema).length}`)
    .join(", ");
}

it("knows a list of tables for every messy database, each by a name of its own", () => {
  expect(messyDatabases.map((database) => database.name)).toEqual(Object.keys(tablesOf));
  expect(otherMessyDatabases.map(({ name }) => name)).toEqual(Object.keys(tablesOfOther));
});

// The platform's own migrations give the rows of their histories and roles ids and times of the day.
const repeatable = [...messyDatabases, ...otherMessyDatabases]
  .map(({ name }) => name)
  .filter((name) => name !== "at-target");
const repeated = someOf(repeatable, ["init-34", "everything", "robbieverse"], 6);

it.each(
  Object.entries({ ...tablesOf, ...tablesOfOther }).filter(([name]) => !repeated.includes(name)),
)("builds %s", async (name, tables) => {
  expect(await withMessyDatabase(name, countTables)).toBe(tables);
});

it.each(repeated)("builds %s, with the same rows every time", async (name) => {
  const first = await withMessyDatabase(name, async (client) => {
    expect(await countTables(client)).toBe({ ...tablesOf, ...tablesOfOther }[name]);
    return await fingerprintRows(client);
  });
  expect(await withMessyDatabase(name, fingerprintRows)).toEqual(first);
});

it("fills every table of the init script that a script of ours fills, and none of a database that nothing reached", async () => {
  expect(await withMessyDatabase("empty", fingerprintRows)).toEqual({});
  const fingerprints = await withMessyDatabase("init-34", fingerprintRows);
  expect(Object.entries(fingerprints).filter(([, rows]) => rows.startsWith("0 "))).toEqual([]);
});

it("fills every table of a database that becomes another one of the workspace", async () => {
  for (const { name } of otherMessyDatabases) {
    const fingerprints = await withMessyDatabase(name, fingerprintRows);
    expect(Object.entries(fingerprints).filter(([, rows]) => rows.startsWith("0 "))).toEqual([]);
  }
});

it("builds everything with 200 rows in each large table within five seconds", async () => {
  const started = performance.now();
  await withMessyDatabase("everything", async () => {}, { rows: 200 });
  expect(performance.now() - started).toBeLessThan(5000);
});

it("leaves broken rows and unmanaged objects out when told", async () => {
  const plain = await withMessyDatabase("everything", countTables, { unmanaged: false });
  expect(plain).toBe("analytics 8, audit 3, cyrex 26, intelligence 7, public 54");
  const whole = await withMessyDatabase("init-34", fingerprintRows, { broken: false });
  expect(whole["public.tasks"]).toMatch(/^40 /);
});

it("names those that there are when asked for one that there is not", () => {
  expect(() => findMessyDatabase("tidy")).toThrow(/"tidy".*init-34.*everything/);
});

it("refuses to build with fewer rows than its broken rows lean on", async () => {
  await expect(withMessyDatabase("init-25", async () => {}, { rows: 39 })).rejects.toThrow(
    /at least 40 rows/,
  );
});
