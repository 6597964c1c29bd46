import { realpath } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ServerNotStartedError } from "./errors.js";
import { lastLines } from "./last-lines.js";
import { isServerProcess, readPostmasterFile } from "./postmaster-file.js";
import { type RunningServer, readServer } from "./read-server.js";
import type { Layout } from "./server-layout.js";

const patience = 60_000;

/**
 * Waits for a server that is there but does not answer yet: it recovers, or is about to end, or its
 * starter was killed before it was ready. Undefined when no process runs on the data folder.
 *
 * @throws ServerNotStartedError when it stays silent.
 */
export async function untilAnswers(layout: Layout): Promise<RunningServer | undefined> {
  const data = await realpath(layout.data).catch(() => layout.data);
  for (const end = Date.now() + patience; ; await sleep(20)) {
    const file = await readPostmasterFile(data);
    if (!file || !(await isServerProcess(file.pid, data))) return undefined;
    const running = await readServer(layout.directory);
    if (running) return running;
    if (Date.now() > end) {
      const reason = `process ${file.pid} runs on ${data} and does not answer`;
      throw new ServerNotStartedError(layout.log, reason, await lastLines(layout.log));
    }
  }
}
