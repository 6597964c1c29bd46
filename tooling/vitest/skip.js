/** @type {typeof import("./skip.js").noSweeps} */
export const noSweeps =
  process.env.TEST_SWEEPS === "1" ? undefined : "a long sweep; TEST_SWEEPS=1 runs it";

/** @type {typeof import("./skip.js").because} */
export function because(reason) {
  return reason ? ` (skipped: ${reason})` : "";
}

/** @type {typeof import("./skip.js").someOf} */
export function someOf(cases, few) {
  return noSweeps ? cases.filter((one) => few.includes(one)) : cases;
}
