import { SchemaEngineError } from "../engine/errors.js";

/** A command that would destroy what other packages own in the same database. */
export class RefusedCommandError extends SchemaEngineError {
  constructor(why: string, instead: string) {
    super(`Refused: ${why}\nInstead: ${instead}`);
  }
}

const sharedDatabase = "and this database holds the tables of other packages too";

/** The requests that are never carried out, and what to do in their place. */
export const refusedMethods: Readonly<Record<string, () => RefusedCommandError>> = {
  reset: () =>
    new RefusedCommandError(
      `a reset drops whole schemas with everything in them, ${sharedDatabase}.`,
      "`pnpm db:reset` rebuilds the local database from all packages' migrations.",
    ),
  schemaPush: () =>
    new RefusedCommandError(
      `db push changes the database without a migration, ${sharedDatabase}; it may drop them.`,
      "`prisma migrate dev` writes a migration, `pnpm db:migrate` applies it.",
    ),
};
