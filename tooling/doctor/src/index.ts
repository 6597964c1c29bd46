export { defaultLimits, type Limits } from "./check/limits.js";
export { type Examination, examine, type Report } from "./examine/examine.js";
export { type Code, codes } from "./finding/codes.js";
export {
  type Evidence,
  type Finding,
  type Remedy,
  type Severity,
  type Subject,
  severities,
} from "./finding/finding.js";
export type { Gap, GapReason } from "./finding/gap.js";
export { describeReports } from "./print/describe.js";
export { toJson } from "./print/to-json.js";
export type { Server } from "./session/server.js";
