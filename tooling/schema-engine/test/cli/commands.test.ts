import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { because, noSweeps, someOf } from "@deepiri/vitest/skip";
import { afterAll, describe, expect, test } from "vitest";
import { runPrisma } from "../fixture/run-prisma.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";
import { useDatabase } from "../fixture/use-database.js";

const database = useDatabase();
const { core, auth, write } = twoPackageWorkspace();
const home = mkdtempSync(join(tmpdir(), "deepiri home "));
afterAll(() => rmSync(home, { recursive: true }));

const prisma = (cwd: string, ...args: string[]) =>
  runPrisma(args, { cwd, url: database.url, home });
const tables = async () =>
  (
    await database.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
    )
  ).map(({ name }) => name);
const migrations = (directory: string) =>
  readdirSync(join(directory, "prisma/migrations")).filter((name) => !name.endsWith(".toml"));

describe("without a database, and with the network cut off", () => {
  test.skipIf(noSweeps)(`prisma validate accepts a package${because(noSweeps)}`, async () => {
    const { code, output } = await runPrisma(["validate"], { cwd: auth, home });
    expect(output).toContain("are valid");
    expect(code).toBe(0);
  });

  test("prisma validate names the line that is wrong", async () => {
    write("services/auth/prisma/schema/broken.prisma", "model Broken {\n  id Wrong @id\n}\n");
    const { code, output } = await runPrisma(["validate"], { cwd: auth, home });
    rmSync(join(auth, "prisma/schema/broken.prisma"));
    expect(output).toContain("Wrong");
    expect(code).toBe(1);
  });

  test("prisma format puts a file in order", async () => {
    const file = join(core, "prisma/schema/users.prisma");
    const before = readFileSync(file, "utf8");
    write("packages/core/prisma/schema/users.prisma", before.replace("id    String", "id String"));
    const { code } = await runPrisma(["format"], { cwd: core, home });
    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("prisma generate writes a typed client", async () => {
    const { code } = await runPrisma(["generate"], { cwd: auth, home });
    expect(code).toBe(0);
    expect(existsSync(join(auth, "src/generated/client.ts"))).toBe(true);
  });

  test.skipIf(noSweeps)(
    `prisma migrate diff compares schema files${because(noSweeps)}`,
    async () => {
      const args = ["migrate", "diff", "--from-empty", "--to-schema", "prisma/schema", "--script"];
      const { code, output } = await runPrisma(args, { cwd: core, home });
      expect(output).toContain('CREATE TABLE "public"."users"');
      expect(code).toBe(0);
    },
  );

  test("what needs a database says how to get one", async () => {
    const { code, output } = await runPrisma(["migrate", "status"], { cwd: core, home });
    expect(output).toContain("pnpm db:up");
    expect(code).toBe(1);
  });
});

test("a crash of the engine makes the command fail (point 7)", async () => {
  const env = { FORCE_PANIC_SCHEMA_ENGINE: "1" };
  const args = ["migrate", "diff", "--from-empty", "--to-schema", "prisma/schema", "--exit-code"];
  const { code, output } = await runPrisma(args, { cwd: core, home, env });
  expect(output).toContain("schema engine crashed");
  expect(code).toBe(1);
});

describe("from an empty database to two migrated packages", () => {
  test("prisma migrate deploy applies a file with $$ bodies and a concurrent index", async () => {
    const { code, output } = await prisma(core, "migrate", "deploy");
    expect(output).toContain("All migrations have been successfully applied");
    expect(code).toBe(0);
    expect(await tables()).toEqual(["users"]);
  });

  test("prisma migrate dev writes a migration with a key on another package's table", async () => {
    const { code, output } = await runPrisma(["migrate", "dev", "--name", "sessions"], {
      cwd: auth,
      url: database.url,
      home,
      terminal: true,
    });
    expect(output).toContain("pnpm db:migrate");
    expect(code).toBe(0);
    const [name] = migrations(auth);
    expect(name).toMatch(/^\d{14}_sessions$/);
    const sql = readFileSync(join(auth, `prisma/migrations/${name}/migration.sql`), "utf8");
    expect(sql).toContain('REFERENCES "public"."users"("id")');
    expect(sql).not.toContain('CREATE TABLE "public"."users"');
  });

  test("prisma migrate dev did not touch the shared database", async () => {
    expect(await tables()).toEqual(["users"]);
    const rows = await database.query("SELECT to_regnamespace('_auth') AS schema");
    expect(rows).toEqual([{ schema: null }]);
  });

  test("prisma migrate status names what is pending", async () => {
    const { code, output } = await prisma(auth, "migrate", "status");
    expect(output).toContain(migrations(auth)[0]);
    expect(code).toBe(1);
  });

  test("prisma migrate deploy applies it, each package with a history of its own", async () => {
    expect((await prisma(auth, "migrate", "deploy")).code).toBe(0);
    expect(await tables()).toEqual(["sessions", "users"]);
    const rows = await database.query(
      `SELECT (SELECT count(*)::int FROM _core._prisma_migrations) AS core,
              (SELECT count(*)::int FROM _auth._prisma_migrations) AS auth`,
    );
    expect(rows).toEqual([{ core: 2, auth: 1 }]);
  });

  test("prisma migrate deploy gives the packages' roles their rights, as db:migrate does", async () => {
    const rows = await database.query(
      `SELECT tablename AS name, tableowner AS owner,
              has_table_privilege('deepiri_core', format('%I.%I', schemaname, tablename), 'DELETE') AS core,
              has_table_privilege('deepiri_auth', format('%I.%I', schemaname, tablename), 'DELETE') AS auth
         FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    const owner = "deepiri_migrator";
    expect(rows).toEqual([
      { name: "sessions", owner, core: false, auth: true },
      { name: "users", owner, core: true, auth: false },
    ]);
  });

  test("prisma migrate status says that all is applied", async () => {
    const { code, output } = await prisma(auth, "migrate", "status");
    expect(output).toContain("Database schema is up to date!");
    expect(code).toBe(0);
  });

  test.each(someOf(["core", "auth"], ["auth"]))(
    "%s sees no drift in what the other package added",
    async (key) => {
      const cwd = key === "core" ? core : auth;
      const { code, output } = await prisma(cwd, "migrate", "dev", "--name", "drift");
      expect(output).toContain("Already in sync");
      expect(code).toBe(0);
    },
  );

  test.each([["--from-migrations", "prisma/migrations"], ["--from-config-datasource"]])(
    "prisma migrate diff %s finds no difference",
    async (...from) => {
      const args = ["migrate", "diff", ...from, "--to-schema", "prisma/schema", "--exit-code"];
      const { code, output } = await prisma(auth, ...args);
      expect(output).toContain("No difference detected");
      expect(code).toBe(0);
    },
  );

  test.skipIf(noSweeps)(
    `prisma db pull --print shows the tables that are there${because(noSweeps)}`,
    async () => {
      const { code, output } = await prisma(auth, "db", "pull", "--print");
      expect(output).toContain('@@map("sessions")');
      expect(code).toBe(0);
    },
  );

  test.skipIf(noSweeps)(`prisma db execute runs a script whole${because(noSweeps)}`, async () => {
    const options = { cwd: auth, url: database.url, home };
    const input = "CREATE TABLE public.left_behind (id int); SELECT 1 / 0;";
    const failed = await runPrisma(["db", "execute", "--stdin"], { ...options, input });
    expect(failed.output).toContain("division by zero");
    expect(failed.code).toBe(1);
    expect(await tables()).toEqual(["sessions", "users"]);
  });

  test.skipIf(noSweeps)(
    `prisma migrate dev asks on a terminal for the name that was not given${because(noSweeps)}`,
    async () => {
      write("services/auth/prisma/schema/more.prisma", moreSql);
      const { code, output } = await runPrisma(["migrate", "dev"], {
        cwd: auth,
        url: database.url,
        home,
        terminal: true,
        input: "more tokens\r",
      });
      expect(output).toContain("created and applied");
      expect(code).toBe(0);
      expect(migrations(auth)).toHaveLength(2);
    },
  );
});

const moreSql = `model Token {
  id String @id @db.Uuid

  @@map("tokens")
  @@schema("public")
}
`;

describe("what is refused, and what goes wrong", () => {
  test("migrate reset and db push leave everything where it is (point 12)", async () => {
    for (const args of [
      ["migrate", "reset", "--force"],
      ["db", "push", "--accept-data-loss"],
    ]) {
      const { code, output } = await prisma(auth, ...args);
      expect(output).toContain("other packages");
      expect(code).toBe(1);
    }
    expect(await tables()).toEqual(["sessions", "users"]);
  });

  test.skipIf(noSweeps)(
    `prisma generate --sql types a query (point 14)${because(noSweeps)}`,
    async () => {
      write(
        "services/auth/prisma/schema/sql/byUser.sql",
        "SELECT id FROM public.sessions WHERE user_id = $1",
      );
      const file = "services/auth/prisma/schema/schema.prisma";
      const schema = readFileSync(join(auth, "prisma/schema/schema.prisma"), "utf8");
      write(
        file,
        schema.replace('"prisma-client"', '"prisma-client"\n  previewFeatures = ["typedSql"]'),
      );
      const { code, output } = await prisma(auth, "generate", "--sql");
      write(file, schema);
      expect(output).toContain("Generated");
      expect(code).toBe(0);
      const typed = readFileSync(join(auth, "src/generated/sql/byUser.ts"), "utf8");
      expect(typed).toContain("byUser");
    },
  );

  test("prisma migrate resolve marks a failed migration as rolled back", async () => {
    const name = "20270101000000_broken";
    write(`services/auth/prisma/migrations/${name}/migration.sql`, "SELECT 1 / 0;");
    expect((await prisma(auth, "migrate", "deploy")).output).toContain("22012");
    expect((await prisma(auth, "migrate", "status")).output).toContain(`${name} failed`);
    const { code } = await prisma(auth, "migrate", "resolve", "--rolled-back", name);
    expect(code).toBe(0);
    write(`services/auth/prisma/migrations/${name}/migration.sql`, "SELECT 1;");
    expect((await prisma(auth, "migrate", "deploy")).code).toBe(0);
  });
});

describe("what is left behind", () => {
  test("no binary was downloaded", () => {
    expect(existsSync(join(home, ".cache/prisma"))).toBe(false);
  });
});
