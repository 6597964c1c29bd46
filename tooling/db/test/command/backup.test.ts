import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backUp, type Manifest, restore } from "@deepiri/backup";
import { createEmptyDatabase } from "@deepiri/test-database";
import { someOf } from "@deepiri/vitest/skip";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { loadedScripts } from "../fixture/loaded-scripts.js";
import { type OtherDatabases, otherMigratedDatabases } from "../fixture/other-databases.js";
import { createMigratedPlatform } from "../fixture/platform-database.js";
import { type Outcome, runDb } from "../fixture/run-db.js";

const database = findDatabase(readWorkspace());
const folder = mkdtempSync(join(tmpdir(), "db-backup-"));
const whole = join(folder, "whole");
let others: OtherDatabases;
let original: { readonly url: string; drop(): Promise<void> };
let copy: { readonly url: string; drop(): Promise<void> };
let manifest: Manifest;
let saved: Outcome;

beforeAll(async () => {
  others = await otherMigratedDatabases();
  original = await createMigratedPlatform();
  copy = await createEmptyDatabase("restored");
  await on(original.url)("seed");
  saved = await on(original.url)("backup", "--out", whole);
  manifest = await backUp({ url: original.url, out: join(folder, "again"), database });
}, 600_000);

afterAll(async () => {
  await original?.drop();
  await copy?.drop();
  await others?.drop();
  rmSync(folder, { recursive: true });
});

test("backs up the platform, saying each table on stderr and the outcome on stdout", () => {
  expect(saved).toEqual({
    code: 0,
    stdout: expect.stringMatching(
      /^Backed up 60 tables with 1,\d{3} rows, \d+(\.\d)? [kM]B\.\nRestore it with: db restore .*whole\n$/,
    ),
    stderr: expect.stringMatching(/^public\.users: 25 rows$/m),
  });
});

test("a restore loads neither a parser nor what only a backup needs", async () => {
  const { url, drop } = await createEmptyDatabase("restored");
  onTestFinished(drop);
  const env = { DATABASE_URL: url };
  const loaded = await loadedScripts(["restore", whole], { env });
  expect(loaded).toContainEqual(expect.stringMatching(/backup\/dist\/restore\.js$/));
  expect(loaded.filter((one) => /libpg|-wasm|dist\/(saving|mask|sample)\//.test(one))).toEqual([]);
});

test("restores it into an empty database, which is then the same and up to date", {
  timeout: 60_000,
}, async () => {
  const { code, stdout } = await on(copy.url)("restore", whole, "--json");
  expect(JSON.parse(stdout)).toMatchObject({ tables: 60, keys: 55, sequences: 1, madeRoles: [] });
  expect(code).toBe(0);
  expect(await backupOf(copy.url)).toEqual(comparable(manifest));
  expect((await on(copy.url)("status")).code).toBe(0);
  expect((await on(copy.url)("grants", "--dry-run")).stdout).toContain("nothing to do");
  const again = await on(copy.url)("restore", whole);
  expect(again).toMatchObject({ code: 1, stdout: "" });
  expect(again.stderr).toMatch(
    /^error The database has .* already, and a restore never overwrites\./m,
  );
});

test("prints what the README shows", { timeout: 60_000 }, async () => {
  const other = await emptyDatabase();
  const { stdout } = await on(other.url)("restore", whole);
  expect(readFileSync(join(database.root, "README.md"), "utf8")).toContain(stdout);
});

describe("of the whole backup, beside all else", () => {
  test.each(
    someOf(["analytics", "audit", "cyrex", "intelligence", "public"], ["cyrex", "public"], 1),
  )("restores schema %s, with the keys that lead to it", { timeout: 60_000 }, async (schema) => {
    await dropTables(copy.url, (one) => one.schema === schema);
    await restore({ url: copy.url, from: whole, schemas: [schema] });
    expect(await backupOf(copy.url)).toEqual(comparable(manifest));
  });

  const keys = database.packages.map(({ key }) => key);
  test.each(someOf(keys, ["core", "intelligence"], 1))(
    "restores package %s, whose history is still there",
    { timeout: 60_000 },
    async (key) => {
      const its = manifest.packages.find((one) => one.key === key);
      const made = [...(its?.tables ?? []), ...(its?.others ?? [])];
      await dropTables(copy.url, (one) => made.includes(`"${one.schema}"."${one.name}"`));
      await restore({ url: copy.url, from: whole, packages: [key] });
      expect(await backupOf(copy.url)).toEqual(comparable(manifest));
    },
  );
});

test("backs up packages with what they depend on, from which migrations go on", {
  timeout: 60_000,
}, async () => {
  const other = await emptyDatabase();
  const out = join(folder, "auth");
  const { stdout } = await on(original.url)(
    "backup",
    "--package",
    "core",
    "auth",
    "engagement",
    "--out",
    out,
    "--json",
  );
  expect(JSON.parse(stdout)).toMatchObject({
    packages: ["core", "auth", "engagement"],
    tables: 32,
  });
  const alone = join(folder, "alone");
  await on(original.url)("backup", "--package", "core", "--out", alone);
  expect((await on(other.url)("restore", alone)).stderr).toMatch(
    /^ +"public"\."tasks" -> "public"\."quests"$/m,
  );
  expect((await on(other.url)("restore", out)).code).toBe(0);
  const { code, stdout: migrated } = await on(other.url)("migrate", "--database", "deepiri");
  expect(migrated).toMatch(
    /^core: nothing to do, 7 applied\nauth: nothing to do, 3 applied\ncyrex: 3 applied now, 3 in all\nengagement: nothing to do, 4 applied/,
  );
  expect(code).toBe(0);
});

test("masks what the Prisma files mark, in a sample that can be restored", {
  timeout: 60_000,
}, async () => {
  const other = await emptyDatabase();
  const out = join(folder, "masked");
  const { stdout } = await on(original.url)("backup", "--sample", "2", "--mask", "--out", out);
  expect(stdout).toMatch(
    /^Backed up 60 tables with \d+ rows.*\nMasked: 17 columns, named in manifest\.json\.\n/,
  );
  expect((await on(other.url)("restore", out)).code).toBe(0);
  expect(
    await other.query("SELECT DISTINCT split_part(email, '@', 2) AS at FROM public.users"),
  ).toEqual([{ at: "masked.example" }]);
});

test("says what is wrong in a line, and leaves nothing", async () => {
  const refused = async (...args: string[]) => {
    const { code, stdout, stderr } = await on(original.url)(...args);
    expect([code, stdout, stderr.trim().split("\n").length]).toEqual([1, "", 1]);
    return stderr;
  };
  const out = join(folder, "refused");
  expect(await refused("backup", "--out", whole)).toContain(
    "is not empty. Name a folder that is not there yet",
  );
  expect(await refused("backup", "--schema", "nowhere", "--out", out)).toContain(
    'There is no schema "nowhere" here. There are: ',
  );
  expect(await refused("backup", "--package", "nobody", "--out", out)).toContain("nobody");
  expect(await refused("restore", out)).toContain("is no backup, or one that was not finished");
  expect(readdirSync(folder).sort()).not.toContain("refused");
  expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
});

function on(url: string): (...args: string[]) => Promise<Outcome> {
  return (...args) => runDb(args, { env: { ...others.env, DATABASE_URL: url } });
}

async function backupOf(url: string): Promise<object> {
  const parent = mkdtempSync(join(tmpdir(), "db-backup-"));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  return comparable(await backUp({ url, out: join(parent, "copy"), database }));
}

/** A backup without its moment and the name of the database: checksums, definitions and all else are equal. */
function comparable({ takenAt, database: name, ...all }: Manifest): object {
  return all;
}

interface Named {
  readonly schema: string;
  readonly name: string;
}

async function dropTables(url: string, isMeant: (table: Named) => boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const one of manifest.relations.filter(isMeant))
    await client.query(`DROP ${one.kind.toUpperCase()} "${one.schema}"."${one.name}" CASCADE`);
  await client.end();
}
