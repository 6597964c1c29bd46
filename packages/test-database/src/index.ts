export { checkProperty } from "./check-property.js";
export { createEmptyDatabase, type EmptyDatabase } from "./empty-database.js";
export * from "./errors.js";
export * from "./factory/index.js";
export { inZone } from "./in-zone.js";
export { testServerUrl } from "./provided.js";
export { type Refusal, refusalOf } from "./refusal-of.js";
export * from "./rules/index.js";
export { untilSomeoneWaits } from "./until-waiting.js";
export { useClient } from "./use-client.js";
export {
  type TestDatabase,
  type TestDatabaseOptions,
  useTestDatabase,
} from "./use-test-database.js";
export { type TestTransaction, useTransaction } from "./use-transaction.js";
