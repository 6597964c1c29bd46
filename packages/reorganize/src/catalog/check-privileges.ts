import { RefusedError } from "../session/refused-error.js";
import type { Session } from "../session/session.js";
import { readMissingRights } from "./missing-rights.js";

/** The login lacks rights that some command would fail without. */
export class MissingRightsError extends RefusedError {
  override readonly name = "MissingRightsError";

  constructor(
    displayUrl: string,
    /** What an administrator has to run in the database, in this order. */
    readonly statements: readonly string[],
  ) {
    super(
      [
        `The login of ${displayUrl} cannot reorganize it yet. Nothing was done. ` +
          "Have an administrator run this in that database, then run the same command again:",
        ...statements.map((sql) => `  ${sql};`),
      ].join("\n"),
    );
  }
}

/**
 * Refuses a login that lacks anything that planning, applying, rolling back or finalizing needs.
 *
 * @param database which of the workspace's databases it is to become; the default one if left out
 * @throws MissingRightsError with all that it lacks
 */
export async function checkPrivileges(session: Session, database?: string): Promise<void> {
  const statements = await readMissingRights(session, database);
  if (statements.length > 0) throw new MissingRightsError(session.displayUrl, statements);
}
