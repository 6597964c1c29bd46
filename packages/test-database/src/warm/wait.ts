import type { Wait } from "./messages.js";
import { keeperLink } from "./worker-link.js";

/**
 * Does `work`, and counts its time as waiting for databases where times are wanted. Of what, may
 * depend on what came of it.
 */
export async function waitFor<T>(
  what: Wait | ((result: T) => Wait),
  work: () => Promise<T>,
): Promise<T> {
  if (!process.env.TEST_TIMES) return await work();
  const begin = performance.now();
  const result = await work();
  const waited = performance.now() - begin;
  (await keeperLink()).tell({
    what: typeof what === "string" ? what : what(result),
    waited,
    since: performance.timeOrigin + begin,
  });
  return result;
}
