import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TablePackage } from "./workspace.js";

/** One migration as it lies on disk. */
export interface Migration {
  /** The folder's name, such as `20261121090000_tables`. */
  readonly name: string;
  /** Absolute path of its migration.sql. */
  readonly path: string;
  readonly sql: string;
  /** SHA-256 of the file in hexadecimal, as Prisma records it in the history. */
  readonly checksum: string;
}

/** The migrations of a package, oldest first. */
export function readMigrations({ migrationsDirectory }: TablePackage): Migration[] {
  if (!existsSync(migrationsDirectory)) return [];
  return readdirSync(migrationsDirectory)
    .sort()
    .map((name) => ({ name, path: join(migrationsDirectory, name, "migration.sql") }))
    .filter(({ path }) => existsSync(path))
    .map(({ name, path }) => {
      const bytes = readFileSync(path);
      const checksum = createHash("sha256").update(bytes).digest("hex");
      return { name, path, sql: bytes.toString("utf8"), checksum };
    });
}

/**
 * The SQL that builds everything a package depends on: what its scratch databases start from. No
 * migration leaves a setting behind for those that follow it.
 */
export function dependencySql({ dependencies }: TablePackage): string {
  return dependencies
    .flatMap(readMigrations)
    .map(({ sql }) => `${sql}\n;RESET ROLE;RESET ALL;`)
    .join("\n");
}
