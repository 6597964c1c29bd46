export { circumstances } from "./circumstances.js";
export type { Load, Subject } from "./load/clients.js";
export { underLoad, type Waits } from "./load/under-load.js";
export { median, percentile } from "./percentile.js";
export { type Contestant, timeOnce } from "./stopwatch.js";
export { readResults, writeResults } from "./write-results.js";
