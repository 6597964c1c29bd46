export { bookkeepingSchemas, jobsSchema } from "./bookkeeping-schemas.js";
export { checkExternals, describeMismatch, type ExternalMismatch } from "./check-externals.js";
export {
  type DataModel,
  type EnumType,
  externalFile,
  type Model,
  type ModelField,
  type PrismaFile,
  readDataModel,
  readPrismaFiles,
} from "./data-model.js";
export {
  checkUses,
  type DeclaredUse,
  readUses,
  type UsePrivilege,
} from "./declared-uses.js";
export { definitionsFingerprint } from "./definitions-fingerprint.js";
export * from "./errors.js";
export { findWorkspaceRoot } from "./find-workspace-root.js";
export { type MadeObject, readMadeObjects } from "./made-objects.js";
export {
  dependencySql,
  isChecksumOf,
  type Migration,
  readMigrations,
  withLineFeeds,
  withoutReplaced,
} from "./migrations.js";
export { type OwnSettings, ownSettings } from "./own-settings.js";
export {
  externalObjects,
  type Owned,
  type Ownership,
  qualifiedName,
  readOwnership,
} from "./ownership.js";
export { type Manifest, readPackageFolders } from "./package-folders.js";
export {
  databasesOf,
  findDatabase,
  findPackage,
  packageAt,
  readWorkspace,
} from "./read-workspace.js";
export {
  type ReplacedMigration,
  readReplaced,
  replacesHeader,
  withReplaced,
} from "./replaced-migrations.js";
export { describeUseProblem, type UseProblem } from "./use-problem.js";
export { withDependencies } from "./with-dependencies.js";
export type { Database, TablePackage, Workspace } from "./workspace.js";
