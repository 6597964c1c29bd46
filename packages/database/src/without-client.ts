// All of this package but its clients: a command that needs none starts sooner without Prisma's adapter.
export { type Brand, brand } from "./brand.js";
export {
  assertUsableServer,
  oldestServerVersion,
  type QueryRunner,
} from "./connection/assert-usable-server.js";
export { type ConnectOptions, connectOnce } from "./connection/connect-once.js";
export {
  type ConnectionConfig,
  type ConnectionWishes,
  connectionConfig,
} from "./connection/connection-config.js";
export * from "./connection/connection-error.js";
export { databaseAttributes } from "./connection/database-attributes.js";
export {
  type DatabaseChoice,
  type DatabaseUrlOptions,
  databaseUrl,
  databaseVariable,
  directDatabaseUrl,
  urlVariable,
} from "./connection/database-url.js";
export { explainConnectionFailure } from "./connection/explain-connection-failure.js";
export { localServerFile } from "./connection/local-server-file.js";
export { openConnection } from "./connection/open-connection.js";
export { outliveLostSessions } from "./connection/outlive-lost-sessions.js";
export {
  assertOwnSession,
  explainOwnSessionFailure,
  ownSession,
} from "./connection/own-session.js";
export type { Setting } from "./connection/setting.js";
export { withoutSettingsOfOthers } from "./connection/settings-of-others.js";
export { type SessionPoolOptions, withSessionPool } from "./connection/with-session-pool.js";
export { withoutPassword } from "./connection/without-password.js";
export { workspaceRoot } from "./connection/workspace-root.js";
export {
  currentContext,
  type RequestContext,
  runWithContext,
  runWithoutContext,
} from "./context/request-context.js";
export { type Asking, whoAsks } from "./context/who-asks.js";
export { defined } from "./defined.js";
export { DatabaseError, type FailureDetails } from "./error/database-error.js";
export * from "./error/refusals.js";
export * from "./error/violations.js";
export { errorType } from "./failure/error-type.js";
export { namesSecret } from "./failure/secret-names.js";
export {
  type AskedServer,
  type FoundPgDump,
  findPgDump,
  type NoPgDump,
  type PgDump,
} from "./program/find-pg-dump.js";
export { libpqEnvironment } from "./program/libpq-environment.js";
export { migratorRole, packageRole, rolePrefix } from "./role/package-role.js";
export { quoteIdentifier, quoteTable } from "./sql/quote-identifier.js";
export { sqlState } from "./sql/sqlstate.js";
export { hashOfToken, newToken } from "./token.js";
export type { Job, JobContext, JobOutcome } from "./work/job.js";
export type { Metric, Sample } from "./work/metric.js";
export type { PackageCheck, Problem } from "./work/package-check.js";
