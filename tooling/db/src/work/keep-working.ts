import { setTimeout as pause } from "node:timers/promises";
import { failureText } from "../output/failure-text.js";
import type { Workplace } from "./load-jobs.js";
import { prepare } from "./prepare.js";
import { type WorkOptions, work } from "./worker.js";

const longestPauseMs = 30_000;

/** Works in a prepared place until the signal; where it is cut off, as by a restart of the server, it begins anew. */
export async function keepWorking(place: Workplace, options: WorkOptions): Promise<void> {
  const { signal, log } = options;
  let failures = 0;
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    const began = performance.now();
    try {
      // A restored or newly made database has no tables of the runner.
      if (!isFirst) await prepare(place, () => {});
      await work(place, options);
    } catch (error) {
      failures = performance.now() - began > longestPauseMs ? 1 : failures + 1;
      const delayMs = Math.min(longestPauseMs, 500 * 2 ** failures);
      const message = `${failureText(error)}; begins anew in ${delayMs / 1000} s`;
      log(place, { event: "trouble", message });
      await pause(delayMs, undefined, { signal }).catch(() => {});
    }
  }
}
