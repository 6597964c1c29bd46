import { setTimeout as sleep } from "node:timers/promises";
import type { HttpServer } from "./http-server.js";

/** How a service ends. Times are milliseconds. */
export interface StopOptions {
  /**
   * How long it goes on answering after the signal, while `/readyz` says 503: as long as whoever sends it
   * requests needs to notice. 0 in development, 5 000 in production (NODE_ENV).
   */
  readonly noticeMs?: number;
  /** How long running requests may still take after that; 20 000. */
  readonly limitMs?: number;
}

const signals: readonly NodeJS.Signals[] = ["SIGTERM", "SIGINT"];

/**
 * On SIGTERM or SIGINT: not ready any more, then no new connections, unused ones closed, running requests
 * finished, `onClose` hooks (such as a client's `close`), exit 0. Exit 1 when that takes longer than the
 * limit. A second signal ends the process at once, by that signal.
 */
export function stopOnSignal(server: HttpServer, options: StopOptions = {}): void {
  const stop = (signal: NodeJS.Signals) => {
    // Without a listener the next one has its usual effect.
    for (const one of signals) process.removeListener(one, stop);
    server.log.info({ signal }, "stopping");
    void closeInTime(server, options).then((code) => process.exit(code));
  };
  for (const signal of signals) process.on(signal, stop);
  server.addHook("onSend", async (_request, reply, payload) => {
    if (server.readiness.isStopping) reply.header("connection", "close");
    return payload;
  });
}

async function closeInTime(server: HttpServer, options: StopOptions): Promise<number> {
  const { noticeMs = process.env.NODE_ENV === "production" ? 5_000 : 0, limitMs = 20_000 } =
    options;
  server.readiness.stop();
  await sleep(noticeMs);
  const closed = server.close().then(() => "closed" as const);
  const outcome = await Promise.race([closed, sleep(limitMs, "late" as const, { ref: false })]);
  if (outcome === "closed") return 0;
  server.log.error(`requests were still running after ${limitMs} ms; they are cut off`);
  return 1;
}
