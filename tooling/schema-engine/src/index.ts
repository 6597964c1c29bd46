export * from "./apply/errors.js";
export * from "./engine/errors.js";
export { prepareHistory } from "./engine/history.js";
export { createScratchDatabase, type ScratchDatabase } from "./engine/scratch-database.js";
export type { StatementFailure } from "./engine/statement-failure.js";
export * from "./grants/index.js";
export { defaultLockWaitMs } from "./lock/lock-wait.js";
export {
  holdMigrations,
  type LockHolder,
  migrationApplicationName,
  readLockHolder,
  withMigrationLock,
} from "./lock/migration-lock.js";
export * from "./migrator/index.js";
