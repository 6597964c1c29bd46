import { createHash } from "node:crypto";

/** @type {typeof import("./skip.js").noSweeps} */
export const noSweeps =
  process.env.TEST_SWEEPS === "1" ? undefined : "a long sweep; TEST_SWEEPS=1 runs it";

/** @type {typeof import("./skip.js").because} */
export function because(reason) {
  return reason ? ` (skipped: ${reason})` : "";
}

/** @type {typeof import("./skip.js").someOf} */
export function someOf(cases, few, sampled = cases.length) {
  const others = cases.filter((one) => !few.includes(one));
  const size = noSweeps ? 0 : process.env.SWEEP_CASES === "all" ? others.length : sampled;
  const sample = new Set(shuffled(others).slice(0, size));
  return cases.filter((one) => few.includes(one) || sample.has(one));
}

/**
 * In the order of this run, which its seed says.
 *
 * @template Case
 * @param {readonly Case[]} cases
 */
function shuffled(cases) {
  const places = cases.map((one, at) => ({ one, place: placeOf(at) }));
  return places.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ one }) => one);
}

/** @param {number} at */
function placeOf(at) {
  return createHash("md5").update(`${process.env.SWEEP_SEED} ${at}`).digest("hex");
}
