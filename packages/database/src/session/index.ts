export { type Blocker, blockerText, holdersText, lockRemedy } from "./blockers.js";
export type { OnWaiting } from "./lock-watch.js";
export { type GivenUp, lockTimeoutMs, type Patience, patiently } from "./patiently.js";
export {
  codeOf,
  isConnectionLost,
  isConstraintViolation,
  isDependencyError,
  isLockConflict,
  isServerFailure,
} from "./sql-state.js";
