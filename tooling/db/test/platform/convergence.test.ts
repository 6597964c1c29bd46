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
import { type ExtractResult, extract } from "@supabase/pg-delta/extract";
import { plan } from "@supabase/pg-delta/plan";
import type { Policy, Predicate } from "@supabase/pg-delta/policy";
import { describe, expect, test } from "vitest";
import { dumpSchema, pgDumpFits } from "../fixture/pg-dump.js";
import {
  platformDatabases,
  useEmptyDatabase,
  useMigratedPlatform,
  useScratchPlatform,
} from "../fixture/platform-database.js";

/** The policy to compare without roles of others, which other tests make and drop on the server meanwhile. */
function withoutOthersRoles(...ours: readonly string[]): Policy {
  const isOurs = (field: string): Predicate => ({ idField: { field, glob: [...ours] } });
  const match: Predicate = {
    any: [
      { all: [{ kind: "role" }, { not: isOurs("name") }] },
      { all: [{ kind: "membership" }, { not: isOurs("member") }] },
    ],
  };
  return { id: "without roles of others", filter: [{ match, action: "exclude" }] };
}

describe.each(platformDatabases)("the database %s", (_, database) => {
  const migrated = useMigratedPlatform(database);
  const scratch = useScratchPlatform(database);
  const rebuilt = useEmptyDatabase();
  // What no right is computed for: histories, and where detached partitions wait.
  const histories = [...database.packages.map(({ historySchema }) => historySchema), "_retired"];
  const [table = ""] = readOwnership(database).tables.keys();
  const planned = (source: ExtractResult, desired: ExtractResult) =>
    plan(source.factBase, desired.factBase, {
      policy: withoutOthersRoles(`${database.name}_*`, new URL(migrated.url).username),
    });
  const bookkeeping = new RegExp(`(^|[^\\w])(${histories.join("|")})\\b`);

  test("a migrated database equals a scratch database, as pg-delta sees them", async () => {
    const [source, desired] = [await extract(scratch.pool), await extract(migrated.pool)];
    const { actions } = planned(source, desired);
    const others = actions.filter(({ sql }) => !bookkeeping.test(sql));
    expect(others.map(({ sql }) => sql)).toEqual([]);
    // The comparison sees something: the histories are the one difference there should be.
    expect(actions.some(({ sql }) => sql.includes("_prisma_migrations"))).toBe(true);
  });

  test("a database rebuilt from what PostgreSQL says of the migrated one is the same again", async () => {
    // As after a dump and restore: PostgreSQL does not print every expression as it was written, and
    // what it printed must mean the same text once more.
    const desired = await extract(migrated.pool);
    const nothing = await extract(rebuilt.pool);
    expect(await apply(planned(nothing, desired), rebuilt.pool)).toMatchObject({
      status: "applied",
    });
    const { actions } = planned(await extract(rebuilt.pool), desired);
    expect(actions.map(({ sql }) => sql)).toEqual([]);
  });

  test("pg-delta sees a difference where there is one", async () => {
    await scratch.query(`ALTER TABLE ${table} ADD COLUMN probe int`);
    const [source, desired] = [await extract(scratch.pool), await extract(migrated.pool)];
    await scratch.query(`ALTER TABLE ${table} DROP COLUMN probe`);
    const { actions } = planned(source, desired);
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
