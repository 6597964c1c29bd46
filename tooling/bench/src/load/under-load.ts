import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { percentile } from "../percentile.js";
import type { Felt, Load } from "./clients.js";

/** What clients felt while something was done, in milliseconds. */
export interface Waits {
  readonly seconds: number;
  readonly statements: number;
  readonly longest: number;
  readonly percentile999: number;
  readonly errors: readonly string[];
  readonly slowest: Felt["slowest"];
}

/** Does `work` while clients use the database, and says what they felt of it. */
export async function underLoad(load: Load, work: () => Promise<unknown>): Promise<Waits> {
  const clients = fork(fileURLToPath(new URL("./clients.ts", import.meta.url)));
  clients.send(load);
  await once(clients, "message");
  const begin = performance.now();
  await work();
  const seconds = (performance.now() - begin) / 1_000;
  clients.send("stop");
  const [{ milliseconds, slowest, errors }] = (await once(clients, "message")) as [Felt];
  return {
    seconds: Number(seconds.toFixed(1)),
    statements: milliseconds.length,
    longest: Math.round(percentile(milliseconds, 100)),
    percentile999: Math.round(percentile(milliseconds, 99.9)),
    errors,
    slowest,
  };
}
