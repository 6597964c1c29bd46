import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeReports, examine, type Report } from "@deepiri/doctor";
import { findDatabase, findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { useMigratedPlatform } from "../fixture/platform-database.js";
import { runDb } from "../fixture/run-db.js";

const migrated = useMigratedPlatform();
// The command may have to be built first.
const patience = { timeout: 180_000 };

async function examinePlatform(): Promise<Report> {
  const database = findDatabase(readWorkspace());
  const report = await examine({ url: migrated.url, database });
  expect(report.notExamined).toEqual([]);
  // The server of the tests forgets its data in a crash, which is an error of every database on it.
  return {
    ...report,
    findings: report.findings.filter(({ subject }) => subject.kind !== "setting"),
  };
}

async function told(): Promise<string[]> {
  const { findings } = await examinePlatform();
  return findings
    .filter(({ severity }) => severity !== "info")
    .map(({ code, subject }) => `${code} ${subject.name}`);
}

test("nothing is wrong with a migrated database, empty or with demo data", patience, async () => {
  expect(await told()).toEqual([]);
  const seeded = await runDb(["seed"], { env: { DATABASE_URL: migrated.url } });
  expect(seeded).toMatchObject({ code: 0 });
  expect(await told()).toEqual([]);
});

test("what the README shows is what is printed when that was done", patience, async () => {
  const readme = readFileSync(join(findWorkspaceRoot(), "README.md"), "utf8");
  const example = /^```\n(deepiri at .*?)^```$/ms.exec(readme)?.[1] as string;
  await migrated.pool.query("DROP INDEX public.tasks_quest_id_idx");
  await migrated.pool.query(
    "ALTER TABLE public.projects ADD CONSTRAINT named CHECK (name <> '') NOT VALID",
  );
  const report = await examinePlatform();
  const printed = describeReports([{ title: example.split("\n")[0] as string, report }]);
  const notes = /^\d+ notes.*?(?=^\d+ errors?, )/ms;
  expect(example.trimEnd()).toBe(printed.replace(notes, ""));
});
