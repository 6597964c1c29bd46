/** What a history says about a migration that failed. */
export interface FailureLog {
  /** The database's message, with its SQLSTATE if it was kept. */
  readonly message: string;
  /** Line in migration.sql, from 1, if it was kept. */
  readonly line: number | undefined;
}

/** Reads the logs that the engine left in a history row. */
export function readFailureLog(logs: string): FailureLog {
  const text = withoutTrace(logs);
  const sqlstate = /^SQLSTATE: (\w+)$/m.exec(text)?.[1];
  const line = /^LINE: (\d+)$/m.exec(text)?.[1];
  const message = text.split("\n").find((line) => line.trim() !== "") ?? "";
  return {
    message:
      message.replace(/^(Error querying the database: )?(ERROR: )?/, "") +
      (sqlstate ? ` (SQLSTATE ${sqlstate})` : ""),
    line: line === undefined ? undefined : Number(line),
  };
}

/** A message of the engine without the places in its own code that it appends. */
export function withoutTrace(text: string): string {
  return text
    .replace(/\n +0: \w[\s\S]*$/, "")
    .replace(/^external connector error\n/gm, "")
    .trimEnd();
}
