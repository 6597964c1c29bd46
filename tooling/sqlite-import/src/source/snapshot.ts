import { existsSync, rmSync, statSync } from "node:fs";
import { mkdtemp, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { FileBusy, FileUnreadable, NoRoom } from "../failure/errors.js";
import { type Read, readWhole } from "./copy-file.js";
import { checkHeader } from "./header.js";
import { hasHotJournal } from "./hot-journal.js";
import { findWriter } from "./locks.js";

/** A private copy of an SQLite file and its write-ahead log, both of one moment. */
export interface Snapshot extends Read {
  /** Where the copy is. */
  readonly path: string;
  /** Removes it. It may be called while the copy is open, where the system lets an open file be removed. */
  remove(): void;
}

export interface SnapshotOptions {
  readonly signal?: AbortSignal | undefined;
  /** For how long to wait for a moment in which no program writes; 5 s if left out. */
  readonly quietWithinMs?: number | undefined;
}

// The file, and its write-ahead log.
const parts = ["", "-wal"] as const;

/**
 * Copies an SQLite file as it is at one moment, with what its write-ahead log holds. The file is only read:
 * no lock is taken, and no program that uses it is kept waiting.
 *
 * File and log are read twice. Where both readings agree, that is what they were between the two. If no
 * transaction was half written to the file then, SQLite makes the last committed state of them.
 *
 * @throws FileUnreadable, NotSqlite, FileBusy, FileDamaged, NoRoom
 */
export async function takeSnapshot(file: string, options: SnapshotOptions = {}): Promise<Snapshot> {
  await checkFile(file);
  const folder = await mkdtemp(join(tmpdir(), "sqlite-import-"));
  const remove = (): void => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // An open file cannot be removed on Windows; it goes when it is closed.
    }
  };
  try {
    return { ...(await copyQuietly(file, folder, options)), remove };
  } catch (error) {
    remove();
    throw explained(file, error as NodeJS.ErrnoException);
  }
}

async function checkFile(file: string): Promise<void> {
  try {
    if (statSync(file).isDirectory())
      throw new FileUnreadable(`${file} is a directory. Name the SQLite file in it.`);
    const handle = await open(file, "r");
    const start = Buffer.alloc(512);
    const { bytesRead } = await handle.read(start, 0, 512, 0).finally(() => handle.close());
    checkHeader(file, start.subarray(0, bytesRead), statSync(file).size, existsSync(`${file}-wal`));
  } catch (error) {
    throw explained(file, error as NodeJS.ErrnoException);
  }
}

async function copyQuietly(
  file: string,
  folder: string,
  { signal, quietWithinMs = 5_000 }: SnapshotOptions,
): Promise<Read & { readonly path: string }> {
  const end = performance.now() + quietWithinMs;
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const path = join(folder, `${attempt}.db`);
    const read = await copyOnce(file, path);
    if (typeof read !== "string") return { ...read, path };
    for (const suffix of parts) rmSync(path + suffix, { force: true });
    if (performance.now() > end) throw new FileBusy(`${file} ${read}`);
    await pause(Math.min(50 * attempt, 500), undefined, { signal });
  }
}

const stop =
  'Stop the program that writes to it, or make a copy by sqlite3 FILE ".backup COPY", then import again.';

// SQLite does that by itself when it opens the file; the reader of this package does not.
function undo(file: string): string {
  return `Stop the program that writes to it; if that has crashed, sqlite3 ${file} .tables undoes it. Then import again.`;
}

/** What was read, or why that may not be of one moment, and what to do about it. */
async function copyOnce(file: string, path: string): Promise<Read | string> {
  const first = await readAll(file, path);
  const writer = findWriter(statSync(file, { bigint: true }).ino);
  if (writer !== undefined) return `is locked by a writer, process ${writer}. ${stop}`;
  if (existsSync(`${file}.lock`))
    return `is locked by a program that has made ${file}.lock. ${stop}`;
  if (hasHotJournal(file))
    return `has a transaction half written, says ${file}-journal. ${undo(file)}`;
  const second = await readAll(file);
  const isSame = parts.every((_, at) => first[at]?.sha256 === second[at]?.sha256);
  return isSame ? (first[0] as Read) : `is written to all the time. ${stop}`;
}

async function readAll(file: string, to?: string): Promise<(Read | undefined)[]> {
  const all: (Read | undefined)[] = [];
  for (const suffix of parts)
    all.push(await readWhole(file + suffix, to === undefined ? undefined : to + suffix));
  if (!all[0]) throw Object.assign(new Error("gone"), { code: "ENOENT" });
  return all;
}

function explained(file: string, error: NodeJS.ErrnoException): Error {
  const path = error.path ?? file;
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR":
      return new FileUnreadable(`There is no ${file}. Name the SQLite file to import.`);
    case "EACCES":
    case "EPERM":
      return new FileUnreadable(
        `${path} may not be read by this user${besides(file, path)}. Give the right to read it, then import again.`,
        { cause: error },
      );
    case "EBUSY":
      return new FileBusy(`${path} is locked by another program. Stop it, then import again.`, {
        cause: error,
      });
    case "ENOSPC":
    case "EDQUOT":
      return new NoRoom(
        `There is no room for a copy of ${file} in ${tmpdir()}. Make room, or set TMPDIR to a folder that has it, then import again.`,
        { cause: error },
      );
    default:
      return error;
  }
}

function besides(file: string, path: string): string {
  return path === file || !path.startsWith(file)
    ? ""
    : `, and what ${basename(file)} holds is only whole with it`;
}
