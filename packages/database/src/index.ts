export {
  assertUsableServer,
  oldestServerVersion,
  type QueryRunner,
} from "./connection/assert-usable-server.js";
export { type ConnectOptions, connectOnce } from "./connection/connect-once.js";
export * from "./connection/connection-error.js";
export { type DatabaseUrlOptions, databaseUrl, urlVariable } from "./connection/database-url.js";
export { explainConnectionFailure } from "./connection/explain-connection-failure.js";
export { localServerFile } from "./connection/local-server-file.js";
export { withoutPassword } from "./connection/without-password.js";
export { DatabaseError, type FailureDetails } from "./error/database-error.js";
export { quoteIdentifier, quoteTable } from "./sql/quote-identifier.js";
export { sqlState } from "./sql/sqlstate.js";
