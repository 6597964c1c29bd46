import { ownSchema } from "../catalog/own-schema.js";
import type { Session } from "../session/session.js";

/** A trigger that calls a function in our schema. */
export interface OwnTrigger {
  readonly name: string;
  /** The table that it is on, as SQL. */
  readonly table: string;
}

/** The triggers of ours that are on any table, by table. */
export async function readOwnTriggers(session: Session): Promise<OwnTrigger[]> {
  return session.query<OwnTrigger>(
    `SELECT tgname AS name, tgrelid::pg_catalog.regclass::text AS table
       FROM pg_catalog.pg_trigger JOIN pg_catalog.pg_proc AS proc ON proc.oid = tgfoid
      WHERE pronamespace = pg_catalog.to_regnamespace('${ownSchema}') AND NOT tgisinternal
      ORDER BY 2, 1`,
  );
}
