import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** What is written down about a running server, for programs that want its address. */
export interface ServerRecord {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
}

/** Writes the record so that a reader sees the old or the new one, never half of it. */
export async function writeRecord(file: string, record: ServerRecord): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(record, undefined, 2)}\n`);
  await rename(draft, file);
}

/** Reads a record; undefined when there is none or it cannot be read. */
export async function readRecord<T extends ServerRecord>(file: string): Promise<T | undefined> {
  try {
    const record = JSON.parse(await readFile(file, "utf8"));
    return Number.isInteger(record.port) && Number.isInteger(record.pid) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Removes the record, but not that of another server which has taken the file over since. */
export async function removeRecord(file: string, pid: number): Promise<void> {
  if ((await readRecord(file))?.pid === pid) await rm(file, { force: true });
}
