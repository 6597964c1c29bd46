export { type Blocker, blockerText, holdersText, lockRemedy } from "./blockers.js";
export type { OnWaiting } from "./lock-watch.js";
export { lockTimeoutMs, type OwnedTable, outpaceAutovacuum } from "./outpace-autovacuum.js";
export { type GivenUp, type Patience, patiently } from "./patiently.js";
export {
  codeOf,
  isConnectionLost,
  isConstraintViolation,
  isDependencyError,
  isLockConflict,
  isServerFailure,
} from "./sql-state.js";
