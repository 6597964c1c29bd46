import { describe, expect, test } from "vitest";
import { type Engine, openEngine } from "../../src/engine/open-engine.js";
import { migrationList, migrationName, noFilters } from "../fixture/migration-list.js";
import { useDatabase } from "../fixture/use-database.js";

const database = useDatabase();
const schema = `datasource db {
  provider = "postgresql"
}

model Item {
  id Int @id
}
`;

async function withEngine<T>(historySchema: string, use: (engine: Engine) => Promise<T>) {
  const engine = await openEngine({ url: database.url, historySchema, datamodels: [] });
  return use(engine).finally(() => engine.dispose());
}

test("an empty list of Prisma files does not crash the engine (point 6)", async () => {
  expect(await withEngine("_empty", (engine) => engine.version(null))).toContain("PostgreSQL");
});

test("reading leaves no trace of a history in the database", async () => {
  const migrationsList = migrationList("SELECT 1");
  const diagnosis = await withEngine("_unread", (engine) =>
    engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: noFilters,
    }),
  );
  expect(diagnosis.hasMigrationsTable).toBe(false);
  expect(await database.query("SELECT to_regnamespace('_unread') AS schema")).toEqual([
    { schema: null },
  ]);
});

test('columns of the type "char" are understood (point 5)', async () => {
  await database.query(`CREATE SCHEMA with_keys
    CREATE TABLE parent (id int PRIMARY KEY)
    CREATE TABLE child (id int PRIMARY KEY REFERENCES parent ON DELETE CASCADE)`);
  const introspected = await withEngine("with_keys", (engine) =>
    engine.introspect({
      schema: { files: [{ path: "schema.prisma", content: schema }] },
      baseDirectoryPath: "/",
      force: true,
      compositeTypeDepth: -1,
      namespaces: null,
    }),
  );
  expect(introspected.schema.files[0]?.content).toContain("onDelete: Cascade");
});

test("eight first runs at once all succeed, and apply each migration once (point 11)", async () => {
  const migrationsList = migrationList("CREATE TABLE public.once (id int)");
  const runs = Array.from({ length: 8 }, () =>
    withEngine("_race", (engine) => engine.applyMigrations({ migrationsList, filters: noFilters })),
  );
  const applied = (await Promise.all(runs)).flatMap((result) => result.appliedMigrationNames);
  expect(applied).toEqual([migrationName(0)]);
});

test("a database full of other tables is no reason to refuse the first run (point 11)", async () => {
  await database.query("CREATE TABLE public.of_somebody_else (id int)");
  const migrationsList = migrationList("SELECT 1");
  const { appliedMigrationNames } = await withEngine("_late", (engine) =>
    engine.applyMigrations({ migrationsList, filters: noFilters }),
  );
  expect(appliedMigrationNames).toHaveLength(1);
});

test("no connection is an error of pg, which others can explain", async () => {
  const opening = openEngine({ url: "postgresql://127.0.0.1:9/x", historySchema: "_x" });
  await expect(opening).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

describe("without a database", () => {
  const files = [{ path: "schema.prisma", content: schema }];

  test("schema files are compared", async () => {
    const engine = await openEngine({ historySchema: "_x" });
    const { stdout } = await engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: noFilters,
    });
    expect(stdout).toContain('CREATE TABLE "Item"');
  });

  test("what needs one says how to get it", async () => {
    const engine = await openEngine({ historySchema: "_x" });
    const params = { migrationsList: migrationList("SELECT 1"), filters: noFilters };
    await expect(engine.applyMigrations(params)).rejects.toThrow("pnpm db:up");
  });
});
