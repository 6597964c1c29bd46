import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ReplacedMigration, readReplaced, withReplaced } from "./replaced-migrations.js";
import type { TablePackage } from "./workspace.js";

/** One migration as it lies on disk. */
export interface Migration {
  /** The folder's name, such as `20261121090000_tables`. */
  readonly name: string;
  /** Absolute path of its migration.sql. */
  readonly path: string;
  /** Its text with line feeds, whatever line ends the checkout gave it. */
  readonly sql: string;
  /** SHA-256 of that text in hexadecimal, as Prisma records it in the history. */
  readonly checksum: string;
  /** What it stands for, if it is a squashed one: a database that has all of these has it. */
  readonly replaces: readonly ReplacedMigration[];
}

/**
 * The migrations of a package, oldest first. One that another replaces is not among them: a squash
 * that was killed has left it there.
 */
export function readMigrations({ migrationsDirectory }: TablePackage): Migration[] {
  if (!existsSync(migrationsDirectory)) return [];
  const onDisk = readdirSync(migrationsDirectory)
    .sort()
    .map((name) => ({ name, path: join(migrationsDirectory, name, "migration.sql") }))
    .filter(({ path }) => existsSync(path))
    .map(({ name, path }) => {
      const sql = withLineFeeds(readFileSync(path, "utf8"));
      return { name, path, sql, checksum: sha256(sql), replaces: readReplaced(sql) };
    });
  return withoutReplaced(onDisk);
}

/** Those of the migrations that none of the others replaces. */
export function withoutReplaced<One extends Pick<Migration, "name" | "replaces">>(
  migrations: readonly One[],
): One[] {
  const replaced = new Set(migrations.flatMap((one) => withReplaced(one.replaces)).map(nameOf));
  return migrations.filter(({ name }) => !replaced.has(name));
}

function nameOf({ name }: ReplacedMigration): string {
  return name;
}

/** Whether a history's checksum is that of this file, as it is or checked out with CRLF. */
export function isChecksumOf({ sql, checksum }: Migration, recorded: string): boolean {
  return recorded === checksum || recorded === sha256(sql.replaceAll("\n", "\r\n"));
}

/** A file's text as it is on a machine that ends lines with a line feed alone. */
export function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
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
