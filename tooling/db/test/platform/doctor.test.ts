import { readFileSync } from "node:fs";
import { join } from "node:path";
import { urlVariable } from "@deepiri/database";
import { describeReports, examine, type Report } from "@deepiri/doctor";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { type Database, findDatabase, findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { loadChecks } from "../../src/modules/load-checks.js";
import {
  type PlatformDatabase,
  platformDatabases,
  useMigratedPlatform,
} from "../fixture/platform-database.js";
import { runDb } from "../fixture/run-db.js";

// The command may have to be built first.
const patience = { timeout: 600_000 };

async function examinePlatform(url: string, database: Database): Promise<Report> {
  const packageChecks = await loadChecks(database.packages);
  const report = await examine({ url, database, packageChecks });
  expect(report.notExamined).toEqual([]);
  // The server of the tests forgets its data in a crash, which is an error of every database on it.
  return {
    ...report,
    findings: report.findings.filter(({ subject }) => subject.kind !== "setting"),
  };
}

async function told(url: string, database: Database): Promise<string[]> {
  const { findings } = await examinePlatform(url, database);
  return findings
    .filter(({ severity }) => severity !== "info")
    .map(({ code, subject }) => `${code} ${subject.name}`);
}

const platforms = platformDatabases.map(
  ([, database]) => [database, useMigratedPlatform(database)] as const,
);
const { name: byDefault } = findDatabase(readWorkspace());
const migrated = platforms.find(([{ name }]) => name === byDefault)?.[1] as PlatformDatabase;

const nothing = platforms.map(([{ name }]) => [name, []]);

async function toldOfAll(): Promise<unknown[]> {
  const all = [];
  for (const [database, { url }] of platforms) all.push([database.name, await told(url, database)]);
  return all;
}

test("no empty database has anything wrong with it", patience, async () => {
  expect(await toldOfAll()).toEqual(nothing);
});

const withData = `no database with demo data has anything wrong with it${because(noSweeps)}`;
test.skipIf(noSweeps)(withData, patience, async () => {
  const urls = platforms.map(([{ name }, { url }]) => [urlVariable(name), url]);
  const env = { ...Object.fromEntries(urls), DATABASE_URL: migrated.url };
  expect(await runDb(["seed"], { env })).toMatchObject({ code: 0 });
  expect(await toldOfAll()).toEqual(nothing);
});

test("what the README shows is what is printed when that was done", patience, async () => {
  const readme = readFileSync(join(findWorkspaceRoot(), "README.md"), "utf8");
  const example = /^```\n(deepiri at .*?)^```$/ms.exec(readme)?.[1] as string;
  await migrated.pool.query("DROP INDEX public.tasks_quest_id_idx");
  await migrated.pool.query(
    "ALTER TABLE public.projects ADD CONSTRAINT named CHECK (name <> '') NOT VALID",
  );
  const report = await examinePlatform(migrated.url, findDatabase(readWorkspace()));
  const printed = describeReports([{ title: example.split("\n")[0] as string, report }]);
  const notes = /^\d+ notes.*?(?=^\d+ errors?, )/ms;
  expect(example.trimEnd()).toBe(printed.replace(notes, ""));
});
