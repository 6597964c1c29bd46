import { readStatements, SqlSyntaxError, type Statement } from "@deepiri/sql/read-statements";
import { standsAlone } from "./statement-kind.js";

/** A migration's file, taken apart. */
export interface Script {
  readonly sql: string;
  /** Its statements; none of a file that the parser refuses, or that has none. */
  readonly statements: readonly Statement[];
  /** It must be sent whole: it says itself where its transactions end, or only the server can read it. */
  readonly isWhole: boolean;
}

/** Some statements of a script that follow each other, and are done together or not at all. */
export interface Part {
  readonly from: number;
  /** Behind the last of them. */
  readonly to: number;
}

/** Takes a file apart. What the parser refuses is for the server to explain: it comes back whole. */
export async function readScript(sql: string): Promise<Script> {
  try {
    const statements = await readStatements(sql);
    return { sql, statements, isWhole: statements.some(({ kind }) => kind === "TransactionStmt") };
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error;
    return { sql, statements: [], isWhole: true };
  }
}

/**
 * The part that begins with a statement: as many as may be one transaction. A statement that would hold
 * the locks of those before it for long, or that no transaction can hold, is a part of its own.
 */
export function partFrom({ statements, isWhole }: Script, from: number): Part {
  if (isWhole) return { from, to: statements.length };
  const next = statements.findIndex(
    (statement, at) =>
      at > from && (standsAlone(statement) || standsAlone(statements[from] as Statement)),
  );
  return { from, to: next < 0 ? statements.length : next };
}

/** The text of a part. The first one begins, and the last one ends, where the file does. */
export function textOf({ sql, statements }: Script, { from, to }: Part): string {
  return sql.slice(startOf({ sql, statements }, from), statements[to]?.start ?? sql.length);
}

/** Where in the file the text of the part begins that begins with this statement. */
export function startOf(
  { sql, statements }: Pick<Script, "sql" | "statements">,
  from: number,
): number {
  return from === 0 ? 0 : (statements[from]?.start ?? sql.length);
}
