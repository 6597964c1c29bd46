import { loadModule, type Node, parseSync, SqlError } from "libpg-query";
import { codeUnitCounter } from "./code-units.js";

/** One statement of a script, as PostgreSQL's own parser sees it. */
export interface Statement {
  /** What kind it is, such as `IndexStmt` or `AlterTableStmt`: the key of `node`. */
  readonly kind: string;
  /** Its parse tree. */
  readonly node: Node;
  /** Its text, without the comments before it and without its semicolon. */
  readonly text: string;
  /** Where its text begins and ends in the script, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** The line of the script on which it begins, from 1. */
  readonly line: number;
}

/** PostgreSQL's parser refuses a script. */
export class SqlSyntaxError extends Error {
  override readonly name = "SqlSyntaxError";
  constructor(
    message: string,
    /** The line of the script, from 1. */
    readonly line: number,
  ) {
    super(message);
  }
}

/**
 * The statements of a script, in order. They are read by the parser of PostgreSQL 18, whose language
 * holds that of its older versions.
 *
 * @throws SqlSyntaxError with PostgreSQL's message
 */
export async function readStatements(script: string): Promise<Statement[]> {
  await loadModule();
  const { stmts = [] } = parse(script);
  const lengthTo = codeUnitCounter(script);
  const lineOf = lineCounter(script);
  return stmts.map(({ stmt, stmt_location = 0, stmt_len }) => {
    const start = lengthTo(stmt_location);
    const end = stmt_len ? lengthTo(stmt_location + stmt_len) : script.length;
    const node = stmt as Node;
    return {
      kind: Object.keys(node)[0] as string,
      node,
      text: script.slice(start, end).trimEnd(),
      start,
      end,
      line: lineOf(start),
    };
  });
}

function parse(script: string) {
  // The parser refuses a script of nothing.
  if (script.trim() === "") return {};
  try {
    return parseSync(script);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    throw new SqlSyntaxError(error.message, lineAt(script, error.sqlDetails?.cursorPosition ?? 0));
  }
}

/** Counts lines up to a place. Asked for ascending places, it reads the script once. */
function lineCounter(script: string): (at: number) => number {
  let read = 0;
  let line = 1;
  return (at) => {
    line += lineAt(script.slice(read, at), at - read) - 1;
    read = at;
    return line;
  };
}

function lineAt(script: string, at: number): number {
  return script.slice(0, at).split("\n").length;
}
