import { examine } from "@deepiri/doctor";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { useMigratedPlatform } from "../fixture/platform-database.js";
import { runDb } from "../fixture/run-db.js";

const migrated = useMigratedPlatform();

async function told(): Promise<string[]> {
  const { findings, notExamined } = await examine({
    url: migrated.url,
    database: findDatabase(readWorkspace()),
  });
  expect(notExamined).toEqual([]);
  return findings
    .filter(({ severity, subject }) => severity !== "info" && subject.kind !== "setting")
    .map(({ code, subject }) => `${code} ${subject.name}`);
}

test("nothing is wrong with a migrated database, empty or with demo data", {
  timeout: 180_000,
}, async () => {
  expect(await told()).toEqual([]);
  const seeded = await runDb(["seed"], { env: { DATABASE_URL: migrated.url } });
  expect(seeded).toMatchObject({ code: 0 });
  expect(await told()).toEqual([]);
});
