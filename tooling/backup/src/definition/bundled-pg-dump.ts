import { MessageChannel, Worker } from "node:worker_threads";
import type { Session } from "../session/session.js";
import { lendConnection } from "./lent-connection.js";

/** The newest major version of PostgreSQL that the bundled pg_dump reads. */
export const bundledMajor = 18;

type Outcome = { readonly sql: string } | { readonly failure: string };

/**
 * What PostgreSQL's own pg_dump prints, compiled to WebAssembly, over a connection that is used up by it.
 * It prints definitions only: rows come out of it as INSERTs.
 *
 * @throws Error with what pg_dump says
 */
export async function runBundledPgDump(
  session: Session,
  options: readonly string[],
): Promise<string> {
  const { port1, port2 } = new MessageChannel();
  const signal = new SharedArrayBuffer(4);
  const awake = new Int32Array(signal);
  const thread = new Worker(new URL("./bundled-thread.js", import.meta.url), {
    workerData: { port: port2, signal, options },
    transferList: [port2],
  });
  lendConnection(session, port1, () => {
    Atomics.store(awake, 0, 1);
    Atomics.notify(awake, 0);
  });
  try {
    const outcome = await new Promise<Outcome>((resolve, reject) => {
      thread.once("message", resolve);
      thread.once("error", reject);
    });
    if ("failure" in outcome) throw new Error(outcome.failure);
    return outcome.sql;
  } finally {
    port1.close();
    await thread.terminate();
  }
}
