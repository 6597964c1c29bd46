export { readStatements, SqlSyntaxError, type Statement } from "./read-statements.js";
