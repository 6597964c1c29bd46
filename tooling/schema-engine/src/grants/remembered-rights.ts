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
const meaning = 4;

/**
 * The rights that the workspace's files say for a database, remembered until one of them changes.
 *
 * Every migration run asks for them, and parsing the Prisma files would take longer than all the
 * rest of a run that has nothing to do.
 *
 * @throws InvalidUsesError, TwoOwnersError
 */
export function readRights(database: Database): Rights {
  const folder = join(database.root, "node_modules", ".cache", `${brand.name}-schema-engine`);
  const file = join(folder, `rights-${database.name}.json`);
  const hash = `${meaning} ${definitionsFingerprint(database.packages)}`;
  const known = read(file);
  if (known?.hash === hash) return known.rights;
  const ownership = readOwnership(database);
  const uses = readUses(database, ownership);
  const rights = computeRights(database, ownership, uses, readMadeObjects(database));
  write(folder, file, { hash, rights });
  return rights;
}

interface Entry {
  readonly hash: string;
  readonly rights: Rights;
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
