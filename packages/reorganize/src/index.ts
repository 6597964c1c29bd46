/**
 * Brings an existing PostgreSQL database to the schema that the migrations of a workspace build, online:
 * `plan`, `apply`, `verify`, then `finalize`, or `rollback` at any time before that; where rows change shape,
 * `switchTables` before `finalize`.
 */
export { defineMapping, type MappingDefinition } from "@deepiri/reorganize-mapping";
export type { ImportOptions, SqliteImport } from "@deepiri/sqlite-import";
export { SqliteImportError } from "@deepiri/sqlite-import/errors";
export { MissingRightsError } from "./catalog/check-privileges.js";
export type { StepEvent, WorkOptions } from "./executor/events.js";
export type { Inventory } from "./findings/inventory.js";
export type { Choice, OpenDecision } from "./findings/open-decision.js";
export { OpenDecisionsError } from "./findings/open-decisions-error.js";
export type { Applied } from "./lifecycle/apply.js";
export { BackupNeededError } from "./lifecycle/check-backed-up.js";
export { NotVerifiedError, RowsInTheWayError, StillUsedError } from "./lifecycle/errors.js";
export type { Finalized } from "./lifecycle/finalize.js";
export type { RolledBack } from "./lifecycle/rollback.js";
export type { Status } from "./lifecycle/status.js";
export type { Switched, SwitchedBack } from "./lifecycle/switch.js";
export type { VerifyPhase } from "./lifecycle/verify-underway.js";
export { ConflictingMappingsError } from "./plan/merge-mappings.js";
export type { Plan } from "./plan/plan.js";
export type { Step, StepId } from "./plan/step.js";
export {
  NotPlannedError,
  RehearsalError,
  SchemaChangedError,
  UnderwayError,
} from "./planner/errors.js";
export { LockUnavailableError, ReorganizeError, StepFailedError } from "./session/errors.js";
export { RefusedError } from "./session/refused-error.js";
export { BusyError } from "./session/reorganize-lock.js";
export {
  apply,
  type FinalizeOptions,
  finalize,
  type InventoryOptions,
  importSqlite,
  inventory,
  type PlanOptions,
  type ProgressEvent,
  plan,
  type ReadOptions,
  rollback,
  type SwitchOptions,
  status,
  switchTables,
  switchTablesBack,
  type VerifyEvent,
  verify,
} from "./verbs.js";
export type { Verification } from "./verify/verification.js";
