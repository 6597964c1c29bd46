import { createHash } from "node:crypto";
import { ownSchema } from "../catalog/own-schema.js";
import { literal } from "../session/literal.js";
import { applicationName } from "../session/open.js";
import type { Session } from "../session/session.js";

/** A program that uses an old name. */
export interface Use {
  /** `schema.table` as it was before. */
  readonly view: string;
  readonly login: string;
  /** Its application_name; empty when it has none. */
  readonly application: string;
  /** When it was noted last, as ISO 8601 in UTC. */
  readonly last: string;
}

/** Setting that says, while a statement writes through a compatibility view, which view that is. */
export const via = "reorganize.via";

const usage = `${ownSchema}.usage`;

/**
 * SQL of what notes who uses old names. It has to be there before the first view that asks
 * `isUsedSql`. A use is noted once a minute at most; noting waits for no lock, fails no statement, and
 * takes no part in a program's serialization. Transactions that may only read, and standbys, are not noted.
 */
export const usageSql = [
  `CREATE TABLE IF NOT EXISTS ${usage} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, view text NOT NULL, login text NOT NULL,
    application text NOT NULL, at timestamptz NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS usage_view_idx ON ${usage} (view, login, application, at)`,
  `CREATE OR REPLACE FUNCTION ${ownSchema}.note_use(of_view text, by_login text, by_application text)
RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  LOCK TABLE ${usage} IN ROW EXCLUSIVE MODE NOWAIT;
  -- Reads nothing in a serializable transaction: what it read would be held against the program.
  IF pg_catalog.current_setting('transaction_isolation') <> 'serializable' THEN
    IF EXISTS (
      SELECT FROM ${usage}
       WHERE view = of_view AND login = by_login AND application = by_application
         AND at > pg_catalog.clock_timestamp() - interval '1 minute')
    THEN
      RETURN;
    END IF;
  END IF;
  INSERT INTO ${usage} (view, login, application, at)
  VALUES (of_view, by_login, by_application, pg_catalog.clock_timestamp());
EXCEPTION WHEN OTHERS THEN NULL;
END $$`,
  `REVOKE ALL ON FUNCTION ${ownSchema}.note_use FROM PUBLIC`,
  // A setting of the session remembers for which minute, login and application the view was noted. What
  // may write is not done by parallel workers, so queries on old names go without them.
  `CREATE OR REPLACE FUNCTION ${ownSchema}.is_used(view text, setting text)
RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  login text := CASE pg_catalog.current_setting('role')
    WHEN 'none' THEN session_user::text
    ELSE pg_catalog.current_setting('role')
  END;
  application text := pg_catalog.current_setting('application_name');
  mark text := (EXTRACT(epoch FROM pg_catalog.statement_timestamp())::bigint / 60)::text
    || ' ' || login || ' ' || application;
BEGIN
  PERFORM pg_catalog.set_config('${via}', view, true);
  IF pg_catalog.current_setting(setting, true) = mark
     OR application = ${literal(applicationName)}
     OR pg_catalog.current_setting('transaction_read_only')::boolean
  THEN
    RETURN true;
  END IF;
  PERFORM pg_catalog.set_config(setting, mark, false);
  PERFORM ${ownSchema}.note_use(view, login, application);
  RETURN true;
END $$`,
];

/**
 * SQL condition of a compatibility view: always true, it notes that the view is used. As a query of
 * its own it is evaluated once per statement, however many rows are read or written.
 */
export function isUsedSql(view: string): string {
  const hash = createHash("sha256").update(view).digest("hex").slice(0, 16);
  return `(SELECT ${ownSchema}.is_used(${literal(view)}, 'reorganize.u${hash}'))`;
}

/** Uses of old names, the latest first; only those within the last `seconds` if given. */
export async function readUses(session: Session, seconds?: number): Promise<Use[]> {
  const rows = await session.query<Omit<Use, "last"> & { last: Date }>(
    `SELECT view, login, application, pg_catalog.max(at) AS last FROM ${usage}
      GROUP BY 1, 2, 3
     HAVING $1::float8 IS NULL OR pg_catalog.max(at) > pg_catalog.clock_timestamp() - $1::float8 * interval '1 second'
      ORDER BY 4 DESC, 1, 2, 3`,
    [seconds ?? null],
  );
  return rows.map((row) => ({ ...row, last: row.last.toISOString() }));
}
