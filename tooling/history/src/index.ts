export { type Baseline, type BaselineRequest, baseline } from "./baseline/baseline.js";
export type { Finding } from "./baseline/finding.js";
export type { RepairStatement } from "./baseline/repair.js";
export type { Difference } from "./catalog/difference.js";
export * from "./errors.js";
export { planSquash, type Squash } from "./squash/plan-squash.js";
export type { SquashRequest } from "./squash/squash-request.js";
export { writeSquash } from "./squash/write-squash.js";
