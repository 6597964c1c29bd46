import { readWorkspace } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb, runMigrateTasks } from "../fixture/run-db.js";

test("pnpm db:migrate with nothing to do prints a line for each package and nothing else", async () => {
  const { url } = await emptyDatabase();
  await runDb(["migrate", "--all"], { env: { DATABASE_URL: url } });
  const { code, stdout, stderr } = await runMigrateTasks({ DATABASE_URL: url });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  const expected = readWorkspace().packages.map(({ key }) => `${key}: nothing to do`);
  expect(lines.map((line) => line.split(",")[0]).sort()).toEqual(expected.sort());
});

test("pnpm db:migrate that fails says why and in which package", async () => {
  const url = "postgresql://nobody@127.0.0.1:1/nowhere";
  const { code, stdout, stderr } = await runMigrateTasks({ DATABASE_URL: url });
  expect(code).toBe(1);
  expect(stdout.trimEnd().split("\n")).toEqual([
    expect.stringContaining("No PostgreSQL answers at 127.0.0.1:1"),
  ]);
  expect(stderr).toBe("@deepiri/core#db:migrate failed\n");
});
