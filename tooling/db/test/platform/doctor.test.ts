import { readFileSync } from "node:fs";
import { join } from "node:path";
import { urlVariable } from "@deepiri/database";
import { describeReports, examine, type Report } from "@deepiri/doctor";
import { type Database, findDatabase, findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import { describe, expect, test } from "vitest";
import { loadChecks } from "../../src/modules/load-checks.js";
import { otherDatabases } from "../fixture/other-databases.js";
import { platformDatabases, useMigratedPlatform } from "../fixture/platform-database.js";
import { runDb } from "../fixture/run-db.js";

// The command may have to be built first.
const patience = { timeout: 180_000 };

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

const migrated = useMigratedPlatform();

describe.each(platformDatabases)("the database %s", (name, database) => {
  const its = database === findDatabase(readWorkspace()) ? migrated : useMigratedPlatform(database);

  test("has nothing wrong with it, empty or with demo data", patience, async () => {
    expect(await told(its.url, database)).toEqual([]);
    const others = await otherDatabases();
    try {
      const env = { ...others.env, DATABASE_URL: migrated.url, [urlVariable(name)]: its.url };
      await runDb(["migrate", "--all"], { env });
      expect(await runDb(["seed"], { env })).toMatchObject({ code: 0 });
    } finally {
      await others.drop();
    }
    expect(await told(its.url, database)).toEqual([]);
  });
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
