export { differing, type ObservedDifference, observedDifferences } from "./differences.js";
export {
  keyOf,
  type Observation,
  type ObservedRow,
  observe,
  type Properties,
} from "./observe.js";
export type { Reader } from "./reader.js";
export { readStamp } from "./stamp.js";
