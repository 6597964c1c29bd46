import type { Wait } from "./messages.js";
import { keeperLink } from "./worker-link.js";

/** Does `work`, and counts its time as waiting for databases where times are wanted. */
export async function waitFor<T>(what: Wait, work: () => Promise<T>): Promise<T> {
  if (!process.env.DEEPIRI_TEST_TIMES) return await work();
  const begin = performance.now();
  try {
    return await work();
  } finally {
    const waited = performance.now() - begin;
    (await keeperLink()).tell({ what, waited, since: performance.timeOrigin + begin });
  }
}
