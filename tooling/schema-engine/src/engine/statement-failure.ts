import pg from "pg";

/** What PostgreSQL said about the last statement that failed, and where it stands in its script. */
export interface StatementFailure extends Partial<Place> {
  /** The migration whose script it stands in, when the history was being written. */
  readonly migration?: string | undefined;
  /** Such as 42703; none when the server did not answer. */
  readonly sqlstate: string | undefined;
  readonly message: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  /** The calls that led there, for an error raised inside a function. */
  readonly where: string | undefined;
  readonly schema: string | undefined;
  readonly table: string | undefined;
  /** Name of the column concerned, when PostgreSQL named one. */
  readonly columnName: string | undefined;
  readonly constraint: string | undefined;
}

/** Where in a script a failure is. */
export interface Place {
  /** Line in the script, from 1: of the error's position, else of the statement's first word. */
  readonly line: number | undefined;
  /** Character in that line, from 1, when PostgreSQL gave a position. */
  readonly column: number | undefined;
}

/** Describes an error of `pg`. */
export function describeFailure(error: unknown, place?: Place): StatementFailure {
  const { code, message, detail, hint, where, schema, table, column, constraint } =
    error instanceof pg.DatabaseError
      ? error
      : ({ message: error instanceof Error ? error.message : String(error) } as pg.DatabaseError);
  return {
    sqlstate: code,
    message,
    detail,
    hint,
    where,
    schema,
    table,
    columnName: column,
    constraint,
    line: place?.line,
    column: place?.column,
  };
}

/** Where in the text that was sent PostgreSQL found the error, in UTF-16 units, if it said so. */
export function errorOffset(error: unknown, sent: string): number | undefined {
  const position = error instanceof pg.DatabaseError ? error.position : undefined;
  if (position === undefined) return undefined;
  // PostgreSQL counts characters.
  return [...sent].slice(0, Number(position) - 1).join("").length;
}

/** The place of a UTF-16 unit of a script. */
export function placeAt(script: string, offset: number): Place {
  const before = [...script.slice(0, offset)];
  return {
    line: before.filter((character) => character === "\n").length + 1,
    column: before.length - before.lastIndexOf("\n"),
  };
}

/** The failure in PostgreSQL's own words, for a place where only one string fits. */
export function failureText(failure: StatementFailure): string {
  const lines = [failure.message];
  if (failure.detail) lines.push(`DETAIL: ${failure.detail}`);
  if (failure.hint) lines.push(`HINT: ${failure.hint}`);
  if (failure.where) lines.push(`WHERE: ${failure.where}`);
  if (failure.line) lines.push(`LINE: ${failure.line}`);
  if (failure.sqlstate) lines.push(`SQLSTATE: ${failure.sqlstate}`);
  return lines.join("\n");
}
