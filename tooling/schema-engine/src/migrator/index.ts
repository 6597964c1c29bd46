export type { AppliedMigration } from "./apply-package.js";
export * from "./errors.js";
export { type FailureLog, readFailureLog } from "./failure-log.js";
export {
  type MigrateOptions,
  type MigrateResult,
  migrate,
} from "./migrate.js";
export { migrationList } from "./migration-list.js";
export { recordApplied } from "./record-applied.js";
export type { MigrateEvent } from "./run.js";
export type { HalfReplaced } from "./stand-in.js";
export { type FailedMigration, isCurrent, type PackageStatus, readStatus } from "./status.js";
