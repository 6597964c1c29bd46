import { ownSchema } from "../catalog/own-schema.js";
import type { Session } from "../session/session.js";

/** Somebody who uses an old name. */
export interface Use {
  /** `schema.table` as it was before. */
  readonly view: string;
  readonly login: string;
  /** Its application_name; empty when it has none. */
  readonly application: string;
  /** When it was noted last, as ISO 8601 in UTC. */
  readonly last: string;
}

/** Who has used which old name, the latest use first; those within the last `seconds` if given. */
export async function readUses(session: Session, seconds?: number): Promise<Use[]> {
  const rows = await session.query<Omit<Use, "last"> & { last: Date }>(
    `SELECT view, login, application, pg_catalog.max(at) AS last FROM ${ownSchema}.usage
      GROUP BY 1, 2, 3
     HAVING $1::float8 IS NULL OR pg_catalog.max(at) > pg_catalog.clock_timestamp() - $1::float8 * interval '1 second'
      ORDER BY 4 DESC, 1, 2, 3`,
    [seconds ?? null],
  );
  return rows.map((row) => ({ ...row, last: row.last.toISOString() }));
}
