import { expect, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb } from "../fixture/run-db.js";
import { migrationFile, smallWorkspace } from "../fixture/small-workspace.js";

test("status tells applied, pending, failed, edited and missing apart", async () => {
  const { root, write, remove } = smallWorkspace();
  const { url } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  const status = async () => {
    const { code, stdout } = await runDb(["status", "--json"], run);
    return { code, ...JSON.parse(stdout) };
  };
  const pending = { key: "core", applied: [], pending: ["1_users"], current: false };
  expect(await status()).toMatchObject({ code: 1, current: false, packages: [pending, {}] });

  await runDb(["migrate", "--all"], run);
  expect(await status()).toMatchObject({
    code: 0,
    current: true,
    packages: [
      { key: "core", historySchema: "_core", applied: ["1_users"], pending: [], current: true },
      { key: "auth", applied: ["2_sessions"], current: true },
    ],
  });

  write(migrationFile("packages/core", "3_broken"), "SELECT broken;\n");
  write(migrationFile("packages/core", "4_later"), "SELECT 4;\n");
  await runDb(["migrate", "--all"], run);
  write(migrationFile("packages/core", "1_users"), "SELECT 1;\n");
  remove("services/auth/prisma/migrations/2_sessions");
  expect(await status()).toMatchObject({
    code: 1,
    packages: [
      {
        applied: ["1_users"],
        pending: ["3_broken", "4_later"],
        failed: [
          { name: "3_broken", logs: expect.stringContaining('column "broken" does not exist') },
        ],
        edited: ["1_users"],
      },
      { missing: ["2_sessions"] },
    ],
  });
  const { stdout, code } = await runDb(["status"], run);
  expect(code).toBe(1);
  expect(stdout).toContain("core: failed  3_broken: ");
  expect(stdout).toContain("core: pending 4_later");
  expect(stdout).toContain("core: edited  1_users");
  expect(stdout).toContain("auth: missing 2_sessions");
  expect(stdout).toContain("`pnpm db:migrate`");
});
