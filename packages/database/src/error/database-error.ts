/** What a failure is about; every field that the server told, and nothing that it did not. */
export interface FailureDetails {
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  readonly constraint?: string | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly sqlstate?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Root of every error this package throws. The message is one sentence for people: what failed, on
 * which `"schema"."table"`, why. The fields are for programs. No message holds a password.
 */
export class DatabaseError extends Error {
  /** Schema of the table concerned, when the server named one. */
  readonly schema: string | undefined;
  /** Table concerned, without its schema. */
  readonly table: string | undefined;
  /** Name of the constraint or unique index that refused. */
  readonly constraint: string | undefined;
  /** Columns concerned, as named in the database; empty when unknown. */
  readonly columns: readonly string[];
  /** Five-character SQLSTATE, when the server answered at all. */
  readonly sqlstate: string | undefined;

  constructor(message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.schema = details.schema;
    this.table = details.table;
    this.constraint = details.constraint;
    this.columns = details.columns ?? [];
    this.sqlstate = details.sqlstate;
  }
}
