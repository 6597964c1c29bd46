import { DatabaseError, type RawClient } from "@deepiri/database";

/** The row is at another version than was expected: someone else changed it. Read it again. */
export class VersionConflict extends DatabaseError {}

/** There is no such row or version, or it is deleted, or not visible to the caller. */
export class NoSuchRow extends DatabaseError {}

const meanings: Readonly<Record<string, typeof DatabaseError>> = {
  DT001: VersionConflict,
  DT002: NoSuchRow,
};

/** Runs a statement of this block; its own refusals become errors of their own classes. */
export async function query<Row>(
  client: RawClient,
  sql: string,
  ...values: unknown[]
): Promise<Row[]> {
  try {
    return await client.$queryRawUnsafe<Row[]>(sql, ...values);
  } catch (error) {
    const { state, message } = refusal(error as Failure);
    const Meaning = meanings[state ?? ""];
    throw Meaning ? new Meaning(message, { sqlstate: state, cause: error }) : error;
  }
}

/** The only row of a statement that has exactly one. */
export async function queryOne<Row>(
  client: RawClient,
  sql: string,
  ...values: unknown[]
): Promise<Row> {
  const [row] = await query<Row>(client, sql, ...values);
  return row as Row;
}

interface Failure {
  readonly message: string;
  readonly code?: string;
  readonly sqlstate?: string;
  readonly meta?: {
    readonly driverAdapterError?: {
      readonly cause?: { readonly originalCode?: string; readonly originalMessage?: string };
    };
  };
}

/** A service client's error, that of a bare Prisma client, and pg's. */
function refusal({ message, code, sqlstate, meta }: Failure) {
  const bare = meta?.driverAdapterError?.cause;
  return {
    state: sqlstate ?? bare?.originalCode ?? code,
    message: bare?.originalMessage ?? message,
  };
}
