import { ConnectionError } from "@deepiri/database";
import { isConnectionLost } from "@deepiri/database/session";
import { holdMigrations, type LockHolder, readLockHolder } from "@deepiri/schema-engine";
import type pg from "pg";
import { ReorganizeError } from "./errors.js";
import type { Session } from "./session.js";

/** A database is worked on by another reorganization, or is being migrated. */
export class BusyError extends ReorganizeError {
  override readonly name = "BusyError";

  constructor(readonly holder: LockHolder | undefined) {
    const who = holder
      ? `"${holder.applicationName}" (process ${holder.pid}, busy since ${holder.since.toISOString()})`
      : "another session";
    super(
      `The tables of this database are being changed by ${who}. Nothing was done. ` +
        "Wait for it to end, or stop it, then run this command again.",
      { next: ["status"] },
    );
  }
}

/**
 * Runs `body` while nothing else reorganizes or migrates the database, over every reconnection.
 *
 * @throws BusyError when something does, for longer than a killed run takes to vanish
 */
export function withReorganizeLock<Result>(
  session: Session,
  body: () => Promise<Result>,
): Promise<Result> {
  const hold = (client: pg.Client) => holdAll(client, session.patience.busyWaitMs ?? 15_000);
  return session.whilePrepared(hold, async () => {
    await begin(session);
    return body();
  });
}

// A server that is not there at the start is not one that went away meanwhile.
async function begin(session: Session): Promise<void> {
  try {
    await session.client();
  } catch (error) {
    if (error instanceof ConnectionError || !isConnectionLost(error)) throw error;
    await session.reconnect();
  }
}

async function holdAll(client: pg.Client, waitMs: number): Promise<void> {
  if (!(await holdMigrations(client, waitMs))) throw new BusyError(await readLockHolder(client));
}
