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
        "Wait for it to end, or stop it, then run this command again; reorganize status says how far it is.",
    );
  }
}

// The session of a run that was killed lives on until the server notices, 2 s as a rule.
const waitMs = 15_000;

/**
 * Runs `body` while nobody else reorganizes or migrates the database, over every reconnection.
 *
 * @throws BusyError when somebody does, for longer than a killed run takes to vanish
 */
export function asSoleReorganizer<Result>(
  session: Session,
  body: () => Promise<Result>,
): Promise<Result> {
  return session.whilePrepared(hold, body);
}

async function hold(client: pg.Client): Promise<void> {
  if (!(await holdMigrations(client, waitMs))) throw new BusyError(await readLockHolder(client));
}
