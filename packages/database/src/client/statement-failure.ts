import { DriverAdapterError } from "@prisma/driver-adapter-utils";

/** Where a failure happened: while a connection was made or got from the pool, or in a statement. */
export type FailurePlace = "connecting" | "statement";

/**
 * A failure of pg on its way through Prisma. Prisma's own mapping drops schema, table and constraint
 * of the server's error; this keeps the error itself.
 */
export class StatementFailure extends DriverAdapterError {
  /** What pg threw. */
  readonly failure!: unknown;
  readonly place!: FailurePlace;
  /** The statement, without its values; empty while connecting. */
  readonly sql!: string;

  constructor(failure: unknown, place: FailurePlace, sql = "") {
    const { code, message } = described(failure);
    super({
      kind: "postgres",
      code: code ?? "N/A",
      severity: "ERROR",
      message,
      detail: undefined,
      column: undefined,
      hint: undefined,
    });
    // Not enumerable: whoever prints Prisma's error must not print the row that failed.
    Object.defineProperties(this, {
      failure: { value: failure },
      place: { value: place },
      sql: { value: sql },
    });
  }
}

function described(failure: unknown): { code: string | undefined; message: string } {
  const { code, message } = (failure ?? {}) as { code?: unknown; message?: unknown };
  return { code: typeof code === "string" ? code : undefined, message: String(message ?? failure) };
}
