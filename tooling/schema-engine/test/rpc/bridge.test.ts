import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { connectOnce } from "@deepiri/database";
import { describe, expect, inject, test } from "vitest";
import { withDatabase } from "../../src/engine/scratch-database.js";
import { withMigrationLock } from "../../src/lock/migration-lock.js";
import { noFilters } from "../fixture/migration-list.js";
import { startBridge } from "../fixture/start-bridge.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";
import { useDatabase } from "../fixture/use-database.js";

const database = useDatabase();
const { core, write } = twoPackageWorkspace();
const program = fileURLToPath(new URL("../../bin/schema-engine.js", import.meta.url));

/** The migrations of `core` as the CLI reads them, with these scripts in place of the files. */
function migrationsOfCore(scripts: Record<string, string>) {
  for (const [name, sql] of Object.entries(scripts))
    write(`packages/core/prisma/migrations/${name}/migration.sql`, sql);
  const migrationDirectories = Object.entries(scripts).map(([path, value]) => ({
    path,
    migrationFile: { path: "migration.sql", content: { tag: "ok", value } },
  }));
  const lockfile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
  const baseDir = `${core}/prisma/migrations`;
  const list = { baseDir, lockfile, migrationDirectories, shadowDbInitScript: "" };
  return { migrationsList: list, filters: noFilters };
}
const diff = {
  from: { tag: "empty" },
  to: {
    tag: "schemaDatamodel",
    files: [
      {
        path: "schema.prisma",
        content: 'datasource db {\n  provider = "postgresql"\n}\nmodel Item {\n  id Int @id\n}\n',
      },
    ],
  },
  script: true,
  exitCode: true,
  filters: noFilters,
};

test("the result of a diff is shown before the request is answered (point 8)", async () => {
  const bridge = startBridge(database.url, "_diff");
  const { result } = await bridge.request("diff", diff);
  expect(bridge.printed.join()).toContain('CREATE TABLE "Item"');
  expect(result).toMatchObject({ exitCode: 2 });
  await bridge.stop();
});

test("a crash of the engine is an error, not silence (point 7)", async () => {
  const bridge = startBridge(database.url, "_crash");
  const { error } = await bridge.request("debugPanic");
  expect(error?.data.message).toContain("schema engine crashed");
  await bridge.stop();
});

test("an unknown request is refused by name", async () => {
  const bridge = startBridge(database.url, "_unknown");
  const { error } = await bridge.request("teleport");
  expect(error?.data.message).toContain("teleport");
  await bridge.stop();
});

test("it ends when the CLI closes the line, although the engine's timers run (point 10)", async () => {
  const bridge = startBridge(database.url, "_ends");
  await bridge.request("markMigrationRolledBack", { migrationName: "absent" }); // takes the lock
  // Those run for 10 s.
  const late = new Promise((resolve) => setTimeout(resolve, 8000, "late").unref());
  expect(await Promise.race([bridge.close(), late])).toBe(0);
});

describe("commands that would hit other packages' tables (point 12)", () => {
  test.each([
    ["reset", { filter: noFilters }, "pnpm db:reset"],
    [
      "schemaPush",
      { force: true, schema: { files: [] }, filters: noFilters },
      "prisma migrate dev",
    ],
  ])("%s is refused with the reason and a safe alternative", async (method, params, instead) => {
    await database.query("CREATE TABLE IF NOT EXISTS public.of_another_package (id int)");
    const bridge = startBridge(database.url, "_refused");
    const { error } = await bridge.request(method, params);
    expect(error?.data.message).toContain("other packages");
    expect(error?.data.message).toContain(instead);
    expect(await database.query("TABLE public.of_another_package")).toEqual([]);
    await bridge.stop();
  });
});

describe("questions on the command line", () => {
  const ask = (question: string, url: string) =>
    promisify(execFile)(program, ["--datasource", JSON.stringify({ url }), "cli", question]).then(
      ({ stderr }) => ({ code: 0, lines: stderr.trim().split("\n") }),
      ({ code, stderr }) => ({ code, lines: stderr.trim().split("\n") }),
    );
  const absent = () => withDatabase(inject("testServerUrl"), `absent_${process.pid}`);

  test("yes is exit code 0", async () => {
    expect((await ask("can-connect-to-database", database.url)).code).toBe(0);
  });

  test("the reason for a no comes after a line that may be lost (point 9)", async () => {
    const { code, lines } = await ask("can-connect-to-database", absent());
    const [lost, ...kept] = lines.map((line: string) => JSON.parse(line));
    expect(code).toBe(1);
    expect(lost).not.toMatchObject({ level: "ERROR" });
    expect(kept[0]).toMatchObject({
      level: "ERROR",
      target: "schema_engine::logger",
      fields: { error_code: "P1003", message: expect.stringContaining("absent_") },
    });
  });

  test.each([
    ["a dead host", "postgresql://postgres@127.0.0.1:9/x", "P1001"],
    ["no database configured", "postgresql://no-database-configured.invalid:5432/none", "P1001"],
  ])("%s has a code of Prisma's, and advice", async (_title, url, code) => {
    const { lines } = await ask("can-connect-to-database", url);
    const { fields } = JSON.parse(lines[1]);
    expect(fields.error_code).toBe(code);
    expect(fields.message).toContain("pnpm db:up");
  });

  test("a missing database is created, by any number at once", async () => {
    const asked = [1, 2, 3].map(() => ask("create-database", absent()));
    expect((await Promise.all(asked)).map(({ code }) => code)).toEqual([0, 0, 0]);
    expect((await ask("can-connect-to-database", absent())).code).toBe(0);
    await database.query(`DROP DATABASE absent_${process.pid}`);
  });

  test("the database is never dropped", async () => {
    const { code, lines } = await ask("drop-database", database.url);
    expect(code).toBe(1);
    expect(lines[1]).toContain("Refused");
  });
});

describe("applying migrations", () => {
  const users = { "20260101000000_users": "CREATE TABLE public.users (id int PRIMARY KEY)" };
  const index = { "20260101000100_index": "CREATE INDEX ON public.users (id)" };

  test("unmanaged tables are named and not touched", async () => {
    await database.query("CREATE TABLE public.users (legacy int)");
    const bridge = startBridge(database.url, "_core");
    const { error } = await bridge.request(
      "applyMigrations",
      migrationsOfCore({ ...users, ...index }),
    );
    expect(error?.data.message).toContain('"public"."users"');
    expect(await database.query("SELECT to_regnamespace('_core') AS s")).toEqual([{ s: null }]);
    await database.query("DROP TABLE public.users, public.of_another_package");
    await bridge.stop();
  });

  test("a failure is told with migration, line and SQLSTATE, and status does not hide it", async () => {
    const broken = { "20260101000100_index": "-- why\nCREATE INDEX ON public.nobody (id)" };
    const input = migrationsOfCore({ ...users, ...broken });
    const bridge = startBridge(database.url, "_core");
    const { error } = await bridge.request("applyMigrations", input);
    expect(error?.data.error_code).toBe("P3018");
    expect(error?.data.message).toContain("20260101000100_index/migration.sql:2");
    expect(error?.data.message).toContain("42P01");
    const again = await bridge.request("applyMigrations", input);
    expect(again.error?.data.error_code).toBe("P3009");

    const { result } = await bridge.request("diagnoseMigrationHistory", {
      ...input,
      optInToShadowDatabase: false,
    });
    expect(result).toMatchObject({ failedMigrationNames: ["20260101000100_index"], history: null });
    expect(bridge.printed.join()).toContain('relation "public.nobody" does not exist');
    await bridge.stop();
  });

  test("mended and marked as rolled back, it goes on", async () => {
    const bridge = startBridge(database.url, "_core");
    const input = migrationsOfCore({ ...users, ...index });
    await bridge.request("markMigrationRolledBack", { migrationName: "20260101000100_index" });
    const { result } = await bridge.request("applyMigrations", input);
    expect(result).toEqual({ appliedMigrationNames: ["20260101000100_index"] });
    await bridge.stop();
  });

  test.each(["applyMigrations", "diagnoseMigrationHistory"])(
    "%s names an applied file that was edited",
    async (method) => {
      const edited = { "20260101000000_users": "CREATE TABLE public.users (id bigint)" };
      const bridge = startBridge(database.url, "_core");
      const input = { ...migrationsOfCore({ ...edited, ...index }), optInToShadowDatabase: false };
      const { error } = await bridge.request(method, input);
      expect(error?.data.message).toContain("20260101000000_users");
      expect(error?.data.message).toContain("edited");
      await bridge.stop();
    },
  );

  test("it waits for another run as long as that takes, and says so", async () => {
    const bridge = startBridge(database.url, "_core");
    const client = await connectOnce(database.url);
    const answer = await withMigrationLock(client, async () => {
      const request = bridge.request("applyMigrations", migrationsOfCore({ ...users, ...index }));
      await expect.poll(() => bridge.printed.join(), { timeout: 30_000 }).toContain("Waiting");
      return [request] as const;
    });
    expect((await answer[0]).result).toEqual({ appliedMigrationNames: [] });
    await client.end();
    await bridge.stop();
  });

  test("killed in the middle, a migration is applied and finished, or neither", async () => {
    const slow = {
      "20260101000200_slow": "CREATE TABLE public.slow (id int);\nSELECT pg_sleep(1);",
    };
    const bridge = startBridge(database.url, "_core");
    void bridge.request("applyMigrations", migrationsOfCore({ ...users, ...index, ...slow }));
    const sleeping = () =>
      database.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
         AND application_name = 'deepiri schema-engine' AND starts_with(query, 'CREATE TABLE public.slow')`,
      );
    await expect.poll(async () => (await sleeping()).length, { timeout: 30_000 }).toBe(1);
    await bridge.kill("SIGKILL");
    await expect.poll(async () => (await sleeping()).length, { timeout: 30_000 }).toBe(0);
    const [row] = await database.query(
      `SELECT to_regclass('public.slow') IS NOT NULL AS applied, finished_at IS NOT NULL AS finished
       FROM _core._prisma_migrations WHERE migration_name = '20260101000200_slow'`,
    );
    expect(row?.applied).toBe(row?.finished);
  });
});

test("migrate dev leaves no scratch database behind, however it ends", async () => {
  const input = migrationsOfCore({ "20260101000000_users": "CREATE TABLE public.users (id int)" });
  const bridges = [1, 2].map(() => startBridge(database.url, "_core"));
  await Promise.all(bridges.map((bridge) => bridge.request("devDiagnostic", input)));
  const scratch = () =>
    database.query(
      "SELECT FROM pg_database WHERE starts_with(datname, $1) OR starts_with(datname, $2)",
      bridges.map(({ pid }) => `_scratch_${pid}_`),
    );
  expect(await scratch()).toHaveLength(2);
  await bridges[0]?.stop();
  await bridges[1]?.kill("SIGINT");
  expect(await scratch()).toHaveLength(0);
});
