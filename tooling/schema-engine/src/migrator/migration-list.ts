import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Migration, TablePackage } from "@deepiri/workspace";
import type { MigrationList } from "@prisma/schema-engine-wasm";

/**
 * Migrations of a package in the form in which the engine takes them.
 *
 * @param shadowDbInitScript what a scratch database needs before the first of them
 */
export function migrationList(
  { migrationsDirectory }: TablePackage,
  migrations: readonly Migration[],
  shadowDbInitScript = "",
): MigrationList {
  const lockfile = join(migrationsDirectory, "migration_lock.toml");
  return {
    baseDir: migrationsDirectory,
    lockfile: {
      path: "migration_lock.toml",
      content: existsSync(lockfile) ? readFileSync(lockfile, "utf8") : null,
    },
    shadowDbInitScript,
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}
