export type { BuildOptions, MessyDatabase } from "./messy-database.js";
export { buildMessyDatabase, findMessyDatabase, messyDatabases } from "./messy-databases.js";
