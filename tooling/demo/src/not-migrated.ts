import { DatabaseError } from "@deepiri/database";

/** The database has not all tables that the demo fills. */
export class NotMigratedError extends DatabaseError {
  constructor(missing: DatabaseError) {
    super(
      `"${missing.schema}"."${missing.table}" is not there, or not as it should be. ` +
        "Run `pnpm db:migrate` first, then seed again.",
      {
        schema: missing.schema,
        table: missing.table,
        sqlstate: missing.sqlstate,
        cause: missing,
      },
    );
  }
}

const undefinedTable = "42P01";
const undefinedColumn = "42703";

/** The error as a NotMigratedError, if it says that a table or column is missing; else itself. */
export function explainMissingTable(error: unknown): unknown {
  const isMissing =
    error instanceof DatabaseError &&
    (error.sqlstate === undefinedTable || error.sqlstate === undefinedColumn);
  return isMissing ? new NotMigratedError(error) : error;
}
