import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brand } from "@deepiri/database/brand";
import {
  type Database,
  definitionsFingerprint,
  readMadeObjects,
  readOwnership,
  readUses,
} from "@deepiri/workspace";
import { computeRights, type Rights } from "./rights.js";

// Raised when the same files come to mean other rights.
const meaning = 5;

/**
 * The rights that the workspace's files say for a database.
 *
 * @throws InvalidUsesError, TwoOwnersError
 */
export function readRights(database: Database): Rights {
  return remembered(database).rights;
}

/**
 * The key of the package that owns each table of a database, by `schema.table`.
 *
 * @throws InvalidUsesError, TwoOwnersError
 */
export function readOwners(database: Database): ReadonlyMap<string, string> {
  return new Map(remembered(database).owners);
}

/**
 * What the workspace's files say for a database, remembered until one of them changes.
 *
 * Every migration run asks for it, and parsing the Prisma files would take longer than all the
 * rest of a run that has nothing to do.
 */
function remembered(database: Database): Meaning {
  const folder = join(database.root, "node_modules", ".cache", `${brand.name}-schema-engine`);
  const file = join(folder, `rights-${database.name}.json`);
  const hash = `${meaning} ${definitionsFingerprint(database.packages)}`;
  const known = read(file);
  if (known?.hash === hash) return known;
  const ownership = readOwnership(database);
  const uses = readUses(database, ownership);
  const rights = computeRights(database, ownership, uses, readMadeObjects(database));
  const owners = [...ownership.tables].map(([name, { owner }]) => [name, owner.key] as const);
  write(folder, file, { hash, rights, owners });
  return { rights, owners };
}

interface Meaning {
  readonly rights: Rights;
  readonly owners: readonly (readonly [table: string, owner: string])[];
}

interface Entry extends Meaning {
  readonly hash: string;
}

function read(file: string): Entry | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined; // never written
  }
}

// Renamed into place, since several commands may run at once.
function write(folder: string, file: string, entry: Entry): void {
  try {
    mkdirSync(folder, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(entry));
    renameSync(draft, file);
  } catch {
    // A read-only checkout works too, only slower.
  }
}
