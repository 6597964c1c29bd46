export { createEmptyDatabase, type EmptyDatabase } from "./empty-database.js";
export * from "./errors.js";
export { testServerUrl } from "./provided.js";
export { type TestDatabase, useTestDatabase } from "./use-test-database.js";
