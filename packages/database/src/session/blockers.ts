import pg from "pg";

/** A session that holds a lock which another waits for. Of what it does nothing but the kind is told. */
export interface Blocker {
  /** 0 is a prepared transaction, which no process holds. */
  readonly pid: number;
  /** What a prepared transaction is ended by; missing where it is none, or was ended meanwhile. */
  readonly prepared?: string;
  readonly application: string;
  readonly login: string;
  /** When its transaction began, as ISO 8601 in UTC; null where the server keeps it from us. */
  readonly since: string | null;
  /** Such as `idle in transaction`; null where the server keeps it from us. */
  readonly state: string | null;
  /** First word of its last statement, such as `UPDATE`. */
  readonly statement: string | null;
}

/** Who keeps the server process of this number waiting for a lock just now. */
export async function readBlockers(client: pg.ClientBase, waiting: number): Promise<Blocker[]> {
  const { rows } = await client.query<
    Omit<Blocker, "since" | "prepared"> & { since: Date | null; prepared: string | null }
  >(
    `SELECT DISTINCT blocking AS pid, prepared.gid AS prepared, COALESCE(application_name, '') AS application, COALESCE(usename, '') AS login,
            xact_start AS since, state, pg_catalog.upper(pg_catalog.substring(query, '^\\s*([A-Za-z]{1,20})\\M')) AS statement
       FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1)) AS blocking
       LEFT JOIN pg_catalog.pg_stat_activity AS activity ON activity.pid = blocking
       LEFT JOIN (${preparedHolders}) AS prepared ON blocking = 0
      ORDER BY 1, 2`,
    [waiting],
  );
  return rows.map(({ prepared, ...row }) => ({
    ...row,
    since: row.since?.toISOString() ?? null,
    ...(prepared !== null && { prepared }),
  }));
}

// Nothing but the lock on its own number says which transaction holds what no process does.
const preparedHolders = `
  SELECT gid FROM pg_catalog.pg_locks AS wanted
    JOIN pg_catalog.pg_locks AS held ON held.granted AND held.pid IS NULL
     AND (held.locktype, held.database, held.relation, held.page, held.tuple, held.transactionid, held.classid, held.objid, held.objsubid)
         IS NOT DISTINCT FROM
         (wanted.locktype, wanted.database, wanted.relation, wanted.page, wanted.tuple, wanted.transactionid, wanted.classid, wanted.objid, wanted.objsubid)
    JOIN pg_catalog.pg_locks AS own ON own.pid IS NULL AND own.virtualtransaction = held.virtualtransaction AND own.locktype = 'transactionid'
    JOIN pg_catalog.pg_prepared_xacts ON transaction = own.transactionid
   WHERE wanted.pid = $1 AND NOT wanted.granted`;

/** Who it is, in a phrase. */
export function blockerText({ pid, prepared, application, login, ...doing }: Blocker): string {
  if (pid === 0)
    return prepared
      ? `the prepared transaction ${pg.escapeLiteral(prepared)}`
      : "a prepared transaction";
  const who = [application && `"${application}"`, login && `login ${login}`].filter(Boolean);
  const { state, statement, since } = doing;
  const what = [
    state ?? "busy",
    ...(since ? [`since ${since.slice(0, 19).replace("T", " ")} UTC`] : []),
  ];
  const last = statement ? [`last statement ${statement}`] : [];
  return `process ${pid} (${[...who, what.join(" "), ...last].join(", ")})`;
}

/** Why no lock was to be had, to stand after "because". */
export function holdersText(blockers: readonly Blocker[]): string {
  if (blockers.length === 0) return "a long transaction holds the table";
  return `this holds them: ${blockers.map(blockerText).join(", ")}`;
}

/** What a person can do about it, as a sentence without its full stop. */
export function lockRemedy(blockers: readonly Blocker[]): string {
  const prepared = blockers
    .flatMap((one) => one.prepared ?? [])
    .map((gid) => pg.escapeLiteral(gid));
  const [gid] = prepared;
  if (gid)
    return `Whoever prepared it knows whether it is to be: COMMIT PREPARED ${gid}, or ROLLBACK PREPARED ${gid}`;
  const [first] = blockers.filter(({ pid }) => pid > 0);
  return first
    ? `End that transaction, if need be with: SELECT pg_terminate_backend(${first.pid})`
    : "Look for it with: SELECT pid, xact_start, query FROM pg_stat_activity ORDER BY xact_start";
}
