export { UnknownMessyDatabaseError } from "./errors.js";
export type { BuildOptions, MessyDatabase } from "./messy-database.js";
export {
  buildMessyDatabase,
  findMessyDatabase,
  messyDatabases,
  otherMessyDatabases,
} from "./messy-databases.js";
export { type MessyFile, messyFiles, writeMessyFile } from "./messy-files.js";
export { readScript } from "./run-script.js";
