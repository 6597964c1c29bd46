export { checkProperty } from "./check-property.js";
export { createEmptyDatabase, type EmptyDatabase } from "./database/empty-database.js";
export { inZone } from "./database/in-zone.js";
export { createCopy } from "./database/shared-database.js";
export { untilSomeoneWaits } from "./database/until-waiting.js";
export { useClient } from "./database/use-client.js";
export {
  type TestDatabase,
  type TestDatabaseOptions,
  useTestDatabase,
} from "./database/use-test-database.js";
export { type TestTransaction, useTransaction } from "./database/use-transaction.js";
export * from "./errors.js";
export * from "./factory/index.js";
export * from "./rules/index.js";
export { type Refusal, refusalOf } from "./rules/refusal-of.js";
export { testServerUrl } from "./run/provided.js";
