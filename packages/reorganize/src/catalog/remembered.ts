import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { brand } from "@deepiri/database/brand";
import type { Database } from "@deepiri/workspace";

// Raised when the same target comes to be read as something else.
const meaning = 2;

/** The target of a database, as it is told from others. */
export interface Marked {
  readonly database: Database;
  /** A text that another target does not have, on this server or any other; without it nothing is remembered. */
  readonly mark?: string;
}

/** How something that is read of a target is kept in a file. */
export interface Form<Found> {
  /** Of the file. */
  readonly name: string;
  /** As data: objects, lists, maps. */
  readonly packed: (found: Found) => unknown;
  readonly unpacked: (data: never) => Found;
}

/** The form of what is data already. */
export function asData<Found>(name: string): Form<Found> {
  return { name, packed: (found) => found, unpacked: (data) => data };
}

/** What `read` finds of a target, remembered by the workspace until the target is another one. */
export async function remembered<Found>(
  { database, mark }: Marked,
  { name, packed, unpacked }: Form<Found>,
  read: () => Promise<Found>,
): Promise<Found> {
  if (mark === undefined) return read();
  const folder = join(database.root, "node_modules", ".cache", `${brand.name}-reorganize`);
  const file = join(folder, `${database.name}-${name}`);
  const key = `${meaning} ${mark}`;
  const known = recall(file);
  if (known?.key === key) return unpacked(known.data as never);
  const found = await read();
  keep(folder, file, { key, data: packed(found) });
  return found;
}

interface Entry {
  readonly key: string;
  readonly data: unknown;
}

function recall(file: string): Entry | undefined {
  try {
    return deserialize(readFileSync(file));
  } catch {
    return undefined; // never written, or by another version of Node
  }
}

// Renamed into place, since several commands may run at once.
function keep(folder: string, file: string, entry: Entry): void {
  try {
    mkdirSync(folder, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, serialize(entry));
    renameSync(draft, file);
  } catch {
    // A read-only checkout works too, only slower.
  }
}
