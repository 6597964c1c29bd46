import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { expect, onTestFinished, test } from "vitest";
import { type EmptyDatabase, emptyDatabase } from "./fixture/empty-database.js";
import { otherDatabases } from "./fixture/other-databases.js";
import { migrationFile, type SmallWorkspace, smallWorkspace } from "./fixture/small-workspace.js";

const root = findWorkspaceRoot();
const page = readFileSync(join(root, "docs/recipes.md"), "utf8");
const recipes = new Map(
  page.split(/^## /m).map((section) => {
    const blocks = [...section.matchAll(/^```sh\n(.*?)^```/gms)];
    return [section.split("\n")[0], blocks.map(([, text = ""]) => text.trim().split("\n"))];
  }),
);

/** Runs the blocks of a recipe, each line by itself, and expects of it what its remark says. */
function carryOut(
  recipe: string,
  cwd: string,
  { url }: EmptyDatabase,
  others: NodeJS.ProcessEnv = {},
): string {
  const lines = recipes.get(recipe)?.flat() ?? [];
  expect(lines, recipe).not.toEqual([]);
  return lines.map((line) => run(line, cwd, url, others)).join("\n");
}

function run(line: string, cwd: string, url: string, others: NodeJS.ProcessEnv = {}): string {
  const path = [
    join(root, "node_modules/.bin"),
    join(root, "services/auth/node_modules/.bin"),
    process.env.PATH,
  ].join(delimiter);
  const env = { ...process.env, ...others, PATH: path, DATABASE_URL: url };
  const { status, stdout, stderr } = spawnSync(line, { cwd, env, shell: true, encoding: "utf8" });
  expect(status === 0, `${line}\n${stdout}${stderr}`).toBe(!line.includes("# fails"));
  return stdout + stderr;
}

const git = ({ root: cwd }: SmallWorkspace, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd });
const commit = (workspace: SmallWorkspace, message: string): void => {
  git(workspace, "add", "--all");
  git(workspace, "commit", "--quiet", "--message", message);
};
/** A small workspace under version control. */
function checkout(): SmallWorkspace {
  const workspace = smallWorkspace();
  git(workspace, "init", "--quiet", "--initial-branch=ours");
  git(workspace, "config", "user.name", "a");
  git(workspace, "config", "user.email", "a@b");
  commit(workspace, "the first");
  return workspace;
}
const addColumn = (workspace: SmallWorkspace, name: string, column: string): void => {
  workspace.write(
    migrationFile("packages/core", name),
    `ALTER TABLE public.users ADD COLUMN ${column} text;\n`,
  );
  commit(workspace, name);
};
const columns = async ({ query }: EmptyDatabase) =>
  (
    await query<{ name: string }>(
      "SELECT attname AS name FROM pg_attribute WHERE attrelid = 'public.users'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY 1",
    )
  ).map(({ name }) => name);

const ci = `CI: what is about databases runs alone${because(noSweeps)}`;
test.skipIf(noSweeps)(ci, { timeout: 120_000 }, async () => {
  const others = await otherDatabases();
  onTestFinished(others.drop);
  const said = carryOut("CI", root, await emptyDatabase(), others.env);
  expect(said).toContain("core: nothing to do");
  expect(said).toContain("No difference detected");
});

test("a job of a deployment migrates, and does nothing the next time", async () => {
  const database = await emptyDatabase();
  const { root: cwd } = smallWorkspace();
  expect(carryOut("A job of a deployment", cwd, database)).toContain('"current": true');
  expect(carryOut("A job of a deployment", cwd, database)).toContain("core: nothing to do");
}, 60_000);

test("rolling back leaves the database, and what is undone is undone forward", async () => {
  const database = await emptyDatabase();
  const workspace = checkout();
  addColumn(workspace, "20260201000000_nickname", "nickname");
  run("db migrate --all", workspace.root, database.url);
  expect(carryOut("Rolling back", workspace.root, database)).toContain("ahead of the checkout");
  expect(await columns(database)).toEqual(["id"]);
}, 60_000);

test("two branches that both added a migration: each database gets the other one", async () => {
  const workspace = checkout();
  git(workspace, "checkout", "--quiet", "-b", "theirs");
  addColumn(workspace, "20260201000000_theirs", "theirs");
  const [ours, theirs] = [await emptyDatabase(), await emptyDatabase()];
  run("db migrate --all", workspace.root, theirs.url);
  git(workspace, "checkout", "--quiet", "ours");
  addColumn(workspace, "20260202000000_ours", "ours");
  run("db migrate --all", workspace.root, ours.url);
  for (const database of [ours, theirs, await emptyDatabase()]) {
    carryOut("Two branches that both added a migration", workspace.root, database);
    expect(await columns(database)).toEqual(["id", "ours", "theirs"]);
  }
}, 120_000);

test("a branch that was cut before a squash goes on after it", async () => {
  const workspace = checkout();
  // Far too short a history, but the Prisma files must agree with it.
  workspace.write(
    migrationFile("packages/core", "2_index"),
    "CREATE INDEX ON public.users (id) WHERE id > 1;\n",
  );
  commit(workspace, "an index");
  const database = await emptyDatabase();
  run("db migrate --all", workspace.root, database.url);
  git(workspace, "checkout", "--quiet", "-b", "squashed");
  run("db squash core", workspace.root, database.url);
  commit(workspace, "a squash");
  git(workspace, "checkout", "--quiet", "ours");
  addColumn(workspace, "20260201000000_ours", "ours");
  expect(carryOut("A history that was squashed meanwhile", workspace.root, database)).toContain(
    "recorded, not run",
  );
  expect(await database.history("_core")).toEqual(["2_squashed", "20260201000000_ours"]);
}, 120_000);
