import { catalogueCheck } from "../check/check.js";
import type { Limits } from "../check/limits.js";
import type { Finding } from "../finding/finding.js";
import { applicationName } from "../session/session.js";

interface Row {
  readonly pid: number;
  readonly login: string;
  readonly application: string;
  readonly transactionSeconds: number;
  readonly idleSeconds: number | null;
  readonly waitSeconds: number | null;
  readonly blockedBy: readonly number[];
  readonly relation: string | null;
}

/** Transactions that stay open: they keep dead rows from being removed, and others waiting. */
export const sessions = catalogueCheck<Row>({
  name: "sessions",
  partialWithout: "pg_read_all_stats",
  // Never what a session runs: statements hold values. A parallel worker waits for its leader's locks.
  sql: `
SELECT activity.pid, COALESCE(usename, '')::text AS login, application_name AS application,
       EXTRACT(epoch FROM clock_timestamp() - xact_start)::float8 AS "transactionSeconds",
       CASE WHEN state ^@ 'idle in transaction' THEN EXTRACT(epoch FROM clock_timestamp() - state_change)::float8 END AS "idleSeconds",
       EXTRACT(epoch FROM clock_timestamp() - waiting.since)::float8 AS "waitSeconds",
       CASE WHEN waiting.since IS NULL THEN '{}' ELSE pg_blocking_pids(activity.pid) END AS "blockedBy",
       waiting.relation::regclass::text AS relation
  FROM pg_stat_activity AS activity
  LEFT JOIN LATERAL (
    SELECT pg_locks.waitstart AS since,
           CASE WHEN pg_locks.database = activity.datid THEN pg_locks.relation END AS relation
      FROM pg_locks WHERE pg_locks.pid = activity.pid AND NOT granted AND waitstart IS NOT NULL LIMIT 1) AS waiting ON true
 WHERE activity.datname = current_database() AND activity.pid <> pg_backend_pid()
   AND backend_type = 'client backend' AND xact_start IS NOT NULL AND application_name <> $1
 ORDER BY xact_start`,
  values: () => [applicationName],
  find: (rows, { limits }) => rows.flatMap((row) => findingsOf(row, limits)),
});

function findingsOf(row: Row, limits: Limits): Finding[] {
  const { pid, login, application, transactionSeconds, idleSeconds, waitSeconds } = row;
  const subject = { kind: "session", name: String(pid) };
  const who = { login, application };
  const end = (one: number) => `SELECT pg_catalog.pg_terminate_backend(${one})`;
  if (waitSeconds !== null && waitSeconds >= limits.lockWaitSeconds)
    return [
      {
        code: "session-waits-for-lock",
        severity: "warning",
        subject,
        evidence: {
          ...who,
          waitSeconds,
          ...(row.relation ? { relation: row.relation } : {}),
          blockedBy: row.blockedBy.map(String),
        },
        remedy: { sql: row.blockedBy.filter((one) => one > 0).map(end) },
      },
    ];
  if (idleSeconds !== null && idleSeconds >= limits.idleTransactionSeconds)
    return [
      {
        code: "idle-in-transaction",
        severity: idleSeconds >= limits.longTransactionSeconds.error ? "error" : "warning",
        subject,
        evidence: { ...who, idleSeconds, transactionSeconds },
        remedy: { sql: [end(pid)] },
      },
    ];
  if (transactionSeconds < limits.longTransactionSeconds.warning) return [];
  return [
    {
      code: "long-transaction",
      severity: transactionSeconds >= limits.longTransactionSeconds.error ? "error" : "warning",
      subject,
      evidence: { ...who, transactionSeconds },
      remedy: { sql: [end(pid)] },
    },
  ];
}
