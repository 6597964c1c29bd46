import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brand } from "@deepiri/database/brand";
import type { Database, Migration } from "@deepiri/workspace";
import { deserializeSnapshot, type FactBase, serializeSnapshot } from "@supabase/pg-delta/core";
import type { Server } from "../server.js";
import { buildApart, buildBeside } from "./build-target.js";

// Raised when the same migrations come to give other facts.
const meaning = 1;
/** Of the server that this workspace brings along. */
const ownMajor = 18;

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
 * What the migrations make on a server of that major version, remembered until one of them changes.
 *
 * @throws NoTargetError
 */
export async function targetFacts(wanted: Wanted): Promise<FactBase> {
  const major = Math.floor(wanted.server.version / 10_000);
  const folder = join(wanted.database.root, "node_modules", ".cache", `${brand.name}-doctor`);
  const file = join(folder, `${wanted.database.name}-${major}-${hashOf(wanted.migrations)}.json`);
  const known = read(file);
  if (known) return known;
  const facts = await build(wanted, major);
  write(folder, file, serializeSnapshot(facts, { pgVersion: String(major) }));
  return facts;
}

/**
 * On a server of our own if it is of the same version: then nothing is written to the one that is examined.
 * Else beside the database, where the login may; and where not, on our own all the same.
 */
async function build({ migrations, url, server }: Wanted, major: number): Promise<FactBase> {
  const mayBeside = server.mayCreateDatabases && !server.isStandby;
  const apart = () => buildApart(migrations);
  const beside = () => buildBeside(url, migrations);
  const ways = major === ownMajor ? [apart] : [];
  if (mayBeside) ways.push(beside);
  if (major !== ownMajor) ways.push(apart);
  const failures: string[] = [];
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new NoTargetError(failures.join("; "));
}

function hashOf(migrations: readonly Migration[]): string {
  const hash = createHash("sha256").update(`${meaning}`);
  for (const { checksum } of migrations) hash.update(`\0${checksum}`);
  return hash.digest("hex").slice(0, 16);
}

function read(file: string): FactBase | undefined {
  try {
    return deserializeSnapshot(readFileSync(file, "utf8")).factBase;
  } catch {
    return undefined; // never written, or by another version of pg-delta
  }
}

// Renamed into place, since several commands may run at once.
function write(folder: string, file: string, snapshot: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, snapshot);
    renameSync(draft, file);
  } catch {
    // A read-only checkout works too, only slower.
  }
}
