export type { Node } from "libpg-query";
export { readStatements, SqlSyntaxError, type Statement } from "./read-statements.js";
export { writeStatement } from "./write-statement.js";
