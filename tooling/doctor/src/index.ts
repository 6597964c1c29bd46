export { type Code, codes } from "./codes.js";
export { type Examination, examine, type Report } from "./examine.js";
export {
  type Evidence,
  type Finding,
  type Remedy,
  type Severity,
  type Subject,
  severities,
} from "./finding.js";
export type { Gap, GapReason } from "./gap.js";
export { defaultLimits, type Limits } from "./limits.js";
export { describeReports } from "./print/describe.js";
export { toJson } from "./print/to-json.js";
export type { Server } from "./server.js";
