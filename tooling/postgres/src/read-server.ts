import { realpath } from "node:fs/promises";
import { askServer, serverUrl } from "./ask-server.js";
import { readPostmasterFile } from "./postmaster-file.js";
import { layoutOf } from "./server-layout.js";
import { readRecord, type ServerRecord } from "./server-record.js";

/** A server that answered. */
export interface RunningServer extends ServerRecord {
  /** Version of the server, such as `18.4`. */
  readonly version: string;
  /** The databases it holds. */
  readonly databases: readonly string[];
}

/** What the server's own directory records, beyond its address. */
export interface OwnRecord extends ServerRecord {
  readonly data: string;
  readonly kind: "kept" | "throw-away";
  readonly recordFile?: string;
}

/**
 * The server that runs on this directory, or undefined.
 *
 * It is asked over its connection, so neither a leftover file nor a process or a server that took
 * over its number or port is mistaken for it. The URL is that of the database it was started with.
 */
export async function readServer(directory: string): Promise<RunningServer | undefined> {
  const layout = layoutOf(directory);
  const record = await readRecord<OwnRecord>(layout.record);
  // The data folder may belong to another user; then only the record tells where it really is.
  const data = await realpath(layout.data).catch(() => record?.data);
  if (data === undefined) return undefined;
  const file = await readPostmasterFile(data);
  for (const { port, pid } of [file, record].filter((place) => place !== undefined)) {
    const answer = port > 0 ? await askServer(port, data) : undefined;
    if (!answer) continue;
    const url = record?.port === port ? record.url : serverUrl(port);
    return { url, port, pid, version: answer.version, databases: answer.databases };
  }
  return undefined;
}
