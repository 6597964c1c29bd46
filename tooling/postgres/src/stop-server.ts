import { realpath, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ServerNotStoppedError } from "./errors.js";
import { namingOwner } from "./owner.js";
import { isServerProcess, readPostmasterFile } from "./postmaster-file.js";
import type { OwnRecord } from "./read-server.js";
import { layoutOf } from "./server-layout.js";
import { readRecord, removeRecord } from "./server-record.js";
import { withStartLock } from "./start-lock.js";

// Fast stop first (ends sessions, writes everything), immediate stop when that takes too long.
const steps = [
  { signal: "SIGINT", patience: 20_000 },
  { signal: "SIGQUIT", patience: 10_000 },
] as const;

/**
 * Stops the server of a directory and resolves when it is gone; false when none ran.
 *
 * The data of a kept server stays; the directory of a throw-away one is removed.
 *
 * @throws OtherOwnerError when it is another user's, ServerNotStoppedError when it does not end.
 */
export async function stopServer(directory: string): Promise<boolean> {
  const layout = layoutOf(directory);
  const record = await readRecord<OwnRecord>(layout.record);
  const data = await realpath(layout.data).catch(() => record?.data);
  if (data === undefined) return false;
  return await namingOwner(layout.directory, () =>
    withStartLock(layout.lock, async () => {
      const pid = (await readPostmasterFile(data))?.pid ?? record?.pid;
      const ran = pid !== undefined && (await isServerProcess(pid, data));
      if (ran) await end(pid, data);
      if (record) await forget(record, layout.record);
      if (record?.kind === "throw-away") {
        await rm(data, { recursive: true, force: true });
        await rm(layout.directory, { recursive: true, force: true });
      }
      return ran;
    }),
  );
}

async function end(pid: number, data: string): Promise<void> {
  for (const { signal, patience } of steps) {
    process.kill(pid, signal);
    for (const end = Date.now() + patience; Date.now() < end; await sleep(5)) {
      if (!(await isServerProcess(pid, data))) return;
    }
  }
  throw new ServerNotStoppedError(pid);
}

async function forget(record: OwnRecord, ownFile: string): Promise<void> {
  if (record.recordFile) await removeRecord(record.recordFile, record.pid);
  await removeRecord(ownFile, record.pid);
}
