import { setTimeout as sleep } from "node:timers/promises";
import { WriteConflict } from "../error/violations.js";

const firstDelayMs = 20;
const longestDelayMs = 1000;

/**
 * Runs `attempt` until it succeeds, repeating it after a WriteConflict at most `maxRetries` times, with
 * growing random pauses so that two rivals do not meet again. Any other error ends it at once.
 */
export async function retryConflicts<T>(maxRetries: number, attempt: () => Promise<T>): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof WriteConflict) || retries >= maxRetries) throw error;
      const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** retries);
      await sleep(Math.random() * ceiling);
    }
  }
}
