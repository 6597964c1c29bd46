import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { migrationList } from "@deepiri/schema-engine";
import { openEngine } from "@deepiri/schema-engine/engine";
import {
  dependencySql,
  externalObjects,
  readMigrations,
  readOwnership,
  readWorkspace,
} from "@deepiri/workspace";
import { apply } from "@supabase/pg-delta/apply";
import { extract } from "@supabase/pg-delta/extract";
import { plan } from "@supabase/pg-delta/plan";
import { describe, expect, test, vi } from "vitest";
import { dumpSchema, pgDumpFits } from "../fixture/pg-dump.js";
import {
  platformDatabases,
  useEmptyDatabase,
  useMigratedPlatform,
  useScratchPlatform,
} from "../fixture/platform-database.js";

describe.each(platformDatabases)("the database %s", (_, database) => {
  const migrated = useMigratedPlatform(database);
  const scratch = useScratchPlatform(database);
  const rebuilt = useEmptyDatabase();
  // What no right is computed for: histories, and where detached partitions wait.
  const histories = [...database.packages.map(({ historySchema }) => historySchema), "_retired"];
  const [table = ""] = readOwnership(database).tables.keys();
  // Roles are the server's: tests of other databases make theirs there meanwhile.
  const othersRole = new RegExp(`^(CREATE|DROP) ROLE "(?!${database.name}_)`);
  const bookkeeping = new RegExp(`(^|[^\\w])(${histories.join("|")})\\b`);

  test("a migrated database equals a scratch database, as pg-delta sees them", async () => {
    const [source, desired] = [await extract(scratch.pool), await extract(migrated.pool)];
    const { actions } = plan(source.factBase, desired.factBase);
    const others = actions.filter(({ sql }) => !bookkeeping.test(sql) && !othersRole.test(sql));
    expect(others.map(({ sql }) => sql)).toEqual([]);
    // The comparison sees something: the histories are the one difference there should be.
    expect(actions.some(({ sql }) => sql.includes("_prisma_migrations"))).toBe(true);
  });

  test("a database rebuilt from what PostgreSQL says of the migrated one is the same again", async () => {
    // As after a dump and restore: PostgreSQL does not print every expression as it was written, and
    // what it printed must mean the same text once more.
    const desired = await extract(migrated.pool);
    const rebuild = async () => {
      const nothing = await extract(rebuilt.pool);
      return apply(plan(nothing.factBase, desired.factBase), rebuilt.pool);
    };
    // Another test's role that came or went between reading and applying stops it before it has begun.
    expect(await vi.waitFor(rebuild, { timeout: 30_000 })).toMatchObject({ status: "applied" });
    const { actions } = plan((await extract(rebuilt.pool)).factBase, desired.factBase);
    expect(actions.map(({ sql }) => sql).filter((sql) => !othersRole.test(sql))).toEqual([]);
  });

  test("pg-delta sees a difference where there is one", async () => {
    await scratch.query(`ALTER TABLE ${table} ADD COLUMN probe int`);
    const [source, desired] = [await extract(scratch.pool), await extract(migrated.pool)];
    await scratch.query(`ALTER TABLE ${table} DROP COLUMN probe`);
    const { actions } = plan(source.factBase, desired.factBase);
    expect(actions.some(({ sql }) => sql.includes('"probe"'))).toBe(true);
  });

  test("the two dump alike", async ({ skip }) => {
    skip(!(await pgDumpFits(migrated.query)), "no pg_dump as new as the server is on this machine");
    const [one, other] = [dumpSchema(migrated.url), dumpSchema(scratch.url)];
    expect(one).toContain(`CREATE TABLE ${table}`);
    expect(other).toBe(one);
  });

  describe("prisma migrate diff from migrations to schema is empty", () => {
    test.each(database.packages.map((one) => [one.key, one] as const))("for %s", async (_, one) => {
      const { tables, enums } = externalObjects(readWorkspace(), one);
      const engine = await openEngine({ url: migrated.url, historySchema: one.historySchema });
      const files = readdirSync(one.schemaDirectory)
        .filter((name) => name.endsWith(".prisma"))
        .map((name) => join(one.schemaDirectory, name))
        .map((path) => ({ path, content: readFileSync(path, "utf8") }));
      const { stdout } = await engine
        .diff({
          from: {
            tag: "migrations",
            ...migrationList(one, readMigrations(one), dependencySql(one)),
          },
          to: { tag: "schemaDatamodel", files },
          script: true,
          exitCode: null,
          filters: { externalTables: tables, externalEnums: enums },
        })
        .finally(() => engine.dispose());
      expect(stdout?.trim()).toBe("-- This is an empty migration.");
    });
  });
});
