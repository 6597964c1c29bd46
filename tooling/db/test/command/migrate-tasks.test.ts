import { databasesOf, readWorkspace } from "@deepiri/workspace";
import { expect, onTestFinished, test } from "vitest";
import { otherDatabases, otherMigratedDatabases } from "../fixture/other-databases.js";
import { createMigratedPlatform } from "../fixture/platform-database.js";
import { runMigrateTasks } from "../fixture/run-db.js";

test("pnpm db:migrate with nothing to do prints a line for each package and nothing else", async () => {
  const [{ url, drop }, others] = [await createMigratedPlatform(), await otherMigratedDatabases()];
  onTestFinished(async () => void (await Promise.all([drop(), others.drop()])));
  const env = { ...others.env, DATABASE_URL: url };
  const { code, stdout, stderr } = await runMigrateTasks(env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  const workspace = readWorkspace();
  const expected = workspace.packages.flatMap((one) => {
    const databases = databasesOf(workspace, one);
    const isOnce = databases.length === 1;
    return databases.map(({ name }) => `${isOnce ? one.key : `${name}/${one.key}`}: nothing to do`);
  });
  expect(lines.map((line) => line.split(",")[0]).sort()).toEqual(expected.sort());
});

test("pnpm db:migrate that fails says why and in which package", async () => {
  const others = await otherDatabases();
  onTestFinished(others.drop);
  const url = "postgresql://nobody@127.0.0.1:1/nowhere";
  const { code, stdout, stderr } = await runMigrateTasks({ ...others.env, DATABASE_URL: url });
  expect(code).toBe(1);
  // Packages of other databases may have come to their end before.
  const lines = stdout.trimEnd().split("\n");
  expect(
    lines.filter((line) => line.includes("No PostgreSQL answers at 127.0.0.1:1")),
  ).toHaveLength(1);
  expect(stderr).toBe("@deepiri/core#db:migrate failed\n");
});
