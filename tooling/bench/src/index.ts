export { circumstances } from "./circumstances.js";
export { median, percentile } from "./percentile.js";
export { type Contestant, timeOnce } from "./stopwatch.js";
export { writeResults } from "./write-results.js";
