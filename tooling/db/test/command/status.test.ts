import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
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
  expect(stdout).toContain("Restore an edited file");
});

test("a failed migration is told with the database's message, file and line", async () => {
  const { root, write } = smallWorkspace();
  const { url } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  write(migrationFile("packages/core", "3_broken"), "SELECT 1;\n\nSELECT broken;\n");
  await runDb(["migrate", "--all"], run);
  const { stdout } = await runDb(["status"], run);
  expect(stdout).toContain(
    'core: failed  3_broken: column "broken" does not exist (SQLSTATE 42703)\n' +
      "  at packages/core/prisma/migrations/3_broken/migration.sql:3",
  );
  expect(stdout).not.toContain("external connector error");
});

test("a database ahead of the checkout says what is ahead, of which package, and the ways on", async () => {
  const { root, remove } = smallWorkspace();
  const { url } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  await runDb(["migrate", "--all"], run);
  remove("services/auth/prisma/migrations/2_sessions");
  const ahead = /This database is ahead of the checkout.*check out.*branch.*pnpm db:reset/s;
  const { stdout, code } = await runDb(["status"], run);
  expect(code).toBe(1);
  expect(stdout).toContain("auth: missing 2_sessions");
  expect(stdout).toMatch(ahead);
  expect(stdout).not.toContain("db:migrate");
  const { stderr } = await runDb(["migrate", "--all"], run);
  expect(stderr).toMatch(
    /2_sessions of auth was applied.*ahead of the checkout.*branch.*db:reset/s,
  );
});

test("a login that may only read is told which grant it lacks, and with it sees all", async () => {
  const { root } = smallWorkspace();
  const { url, query } = await emptyDatabase();
  await runDb(["migrate", "--all"], { cwd: root, env: { DATABASE_URL: url } });
  const reader = `reader_${process.pid}`;
  await query(`CREATE ROLE ${reader} LOGIN PASSWORD 'reads'`);
  await query(`ALTER ROLE ${reader} SET default_transaction_read_only = on`);
  onTestFinished(async () => void (await query(`DROP OWNED BY ${reader}; DROP ROLE ${reader}`)));
  const asReader = new URL(url);
  asReader.username = reader;
  asReader.password = "reads";
  const run = { cwd: root, env: { DATABASE_URL: asReader.href } };
  const { code, stderr } = await runDb(["status"], run);
  expect(code).toBe(1);
  expect(stderr).toContain(`user "${reader}" may not see which migrations`);
  const grants = stderr.match(/GRANT .*;/g) as string[];
  expect(grants).toHaveLength(2);
  for (const grant of grants) await query(grant);
  expect(await runDb(["status"], run)).toMatchObject({ code: 0, stderr: "" });
});

test("files checked out with CRLF are the files that were applied, and the other way round", async () => {
  const { root, path, write } = smallWorkspace();
  const { url } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  const files = [
    migrationFile("packages/core", "1_users"),
    migrationFile("services/auth", "2_sessions"),
  ];
  const withEnds = (ends: string) => {
    for (const file of files)
      write(file, readFileSync(path(file), "utf8").replaceAll(/\r?\n/g, ends));
  };
  await runDb(["migrate", "--all"], run);
  withEnds("\r\n");
  expect(await runDb(["migrate", "--all"], run)).toMatchObject({ code: 0 });
  expect(await runDb(["status"], run)).toMatchObject({ code: 0 });

  const other = { cwd: root, env: { DATABASE_URL: (await emptyDatabase()).url } };
  await runDb(["migrate", "--all"], other);
  withEnds("\n");
  expect(await runDb(["status"], other)).toMatchObject({ code: 0 });
});

test("a history that a checkout with CRLF wrote is still that of the same files", async () => {
  const { root, path } = smallWorkspace();
  const { url, query } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  await runDb(["migrate", "--all"], run);
  const text = readFileSync(path(migrationFile("packages/core", "1_users")), "utf8");
  const checksum = createHash("sha256").update(text.replaceAll("\n", "\r\n")).digest("hex");
  await query(`UPDATE _core._prisma_migrations SET checksum = '${checksum}'`);
  expect(await runDb(["status"], run)).toMatchObject({ code: 0 });
});
