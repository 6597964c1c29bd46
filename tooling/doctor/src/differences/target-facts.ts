import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { migratorRole, packageRole } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import type { Database, Migration } from "@deepiri/workspace";
import { deserializeSnapshot, type FactBase, serializeSnapshot } from "@supabase/pg-delta/core";
import type { Server } from "../session/server.js";
import { buildApart, buildBeside } from "./build-target.js";

// Raised when the same migrations come to give other facts.
const meaning = 2;
/** Of the server that this workspace brings along. */
const ownMajor = 18;

/** What the migrations make. */
export interface Target {
  readonly facts: FactBase;
  /** The major version of the server that made it. */
  readonly major: number;
}

/** Nowhere could what the migrations make be made. */
export class NoTargetError extends Error {
  override readonly name = "NoTargetError";
}

/** What is to be made, and for comparison with which server. */
export interface Wanted {
  readonly database: Database;
  /** In the order in which they are applied. */
  readonly migrations: readonly Migration[];
  readonly url: string;
  readonly server: Server;
}

/**
 * What the migrations make, on a server of the same major version if there is a way, remembered until one of
 * them changes.
 *
 * @throws NoTargetError
 */
export async function targetFacts(wanted: Wanted): Promise<Target> {
  const major = Math.floor(wanted.server.version / 10_000);
  const known = recall(wanted, major);
  if (known) return { facts: known, major };
  const failures: string[] = [];
  for (const way of waysFor(wanted, major)) {
    try {
      const facts = recall(wanted, way.major) ?? remember(wanted, way.major, await way.make());
      return { facts, major: way.major };
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new NoTargetError(failures.join("; "));
}

/** How facts as a server of some major version has them can be had. */
interface Way {
  readonly major: number;
  readonly make: () => Promise<FactBase>;
}

/**
 * On a server of our own if it is of the same version: then nothing is written to the one that is examined.
 * Else beside the database, where the login may; and where not, on our own all the same.
 */
function waysFor({ database, migrations, url, server }: Wanted, major: number): Way[] {
  const { name, packages } = database;
  const migrator = migratorRole(name);
  const roles = [migrator, ...packages.map(({ key }) => packageRole(key, name))];
  const making = { migrations, migrator };
  const apart: Way = { major: ownMajor, make: () => buildApart(making, roles) };
  const mayBeside = server.mayCreateDatabases && !server.isStandby;
  const beside: Way[] = mayBeside ? [{ major, make: () => buildBeside(url, making) }] : [];
  return major === ownMajor ? [apart, ...beside] : [...beside, apart];
}

function folderOf({ root }: Database): string {
  return join(root, "node_modules", ".cache", `${brand.name}-doctor`);
}

function fileOf({ database, migrations }: Wanted, major: number): string {
  return join(folderOf(database), `${database.name}-${major}-${hashOf(migrations)}.json`);
}

function hashOf(migrations: readonly Migration[]): string {
  const hash = createHash("sha256").update(`${meaning}`);
  for (const { checksum } of migrations) hash.update(`\0${checksum}`);
  return hash.digest("hex").slice(0, 16);
}

function recall(wanted: Wanted, major: number): FactBase | undefined {
  try {
    return deserializeSnapshot(readFileSync(fileOf(wanted, major), "utf8")).factBase;
  } catch {
    return undefined; // never written, or by another version of pg-delta
  }
}

// Renamed into place, since several commands may run at once. Those of other migrations are not needed again.
function remember(wanted: Wanted, major: number, facts: FactBase): FactBase {
  const file = fileOf(wanted, major);
  try {
    mkdirSync(folderOf(wanted.database), { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, serializeSnapshot(facts, { pgVersion: String(major) }));
    renameSync(draft, file);
    forgetOthers(wanted, major);
  } catch {
    // A read-only checkout works too, only slower.
  }
  return facts;
}

function forgetOthers(wanted: Wanted, major: number): void {
  const folder = folderOf(wanted.database);
  const beginning = `${wanted.database.name}-${major}-`;
  for (const name of readdirSync(folder))
    if (
      name.startsWith(beginning) &&
      name.endsWith(".json") &&
      join(folder, name) !== fileOf(wanted, major)
    )
      rmSync(join(folder, name), { force: true });
}
