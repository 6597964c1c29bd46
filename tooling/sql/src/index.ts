export type { JoinExpr, Node, RangeVar, SelectStmt } from "libpg-query";
export { codeUnitCounter } from "./code-units.js";
export { readStatements, SqlSyntaxError, type Statement } from "./read-statements.js";
export { readTokens, type Token } from "./read-tokens.js";
export { type ScriptPiece, splitScript } from "./split-script.js";
export { writeStatement } from "./write-statement.js";
