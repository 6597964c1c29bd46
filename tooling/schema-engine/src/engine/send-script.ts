import { sqlState } from "@deepiri/database/without-client";
import type pg from "pg";
import { OpenTransactionError } from "./errors.js";

/** A statement of what was sent failed. */
export class SendError extends Error {
  override readonly name = "SendError";
  constructor(
    /** What the server said of those that had succeeded, such as `CREATE TABLE`. */
    readonly done: readonly string[],
    /** Whether PostgreSQL refused to run it in this transaction, and nothing was committed before. */
    readonly isRefusal: boolean,
    options: { readonly cause: unknown },
  ) {
    super((options.cause as Error).message, options);
  }

  /** The SQLSTATE, if the server answered. */
  get code(): string | undefined {
    return (this.cause as pg.DatabaseError).code;
  }
}

const refusals: readonly unknown[] = [
  sqlState.activeSqlTransaction,
  sqlState.unsafeNewEnumValueUsage,
];

/**
 * Sends several statements as one simple query, which PostgreSQL makes one transaction.
 *
 * @throws SendError when one of them fails
 * @throws OpenTransactionError when they begin a transaction and do not end it
 */
export async function sendScript(client: pg.ClientBase, text: string): Promise<void> {
  const done: string[] = [];
  const count = (message: { text: string }) => done.push(message.text);
  const connection = (client as unknown as { connection: NodeJS.EventEmitter }).connection;
  connection.on("commandComplete", count);
  try {
    await client.query(text);
  } catch (cause) {
    const isRefusal = refusals.includes((cause as pg.DatabaseError).code);
    throw new SendError(done, isRefusal && !done.includes("COMMIT"), { cause });
  } finally {
    connection.off("commandComplete", count);
  }
  if (client.getTransactionStatus() === "T") throw new OpenTransactionError();
}
