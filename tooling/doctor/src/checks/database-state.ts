import { quoteIdentifier } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import type { Finding } from "../finding/finding.js";

interface DatabaseState {
  readonly name: string;
  readonly checksumFailures: number;
  readonly made: string | null;
  readonly current: string | null;
  readonly archiveFailures: number;
  readonly failedFile: string | null;
}

/** What PostgreSQL has noticed itself, and tells nobody who does not ask. */
export const databaseState = catalogueCheck<DatabaseState>({
  name: "database",
  sql: `
SELECT datname::text AS name, COALESCE(checksum_failures, 0)::float8 AS "checksumFailures",
       datcollversion AS made, pg_database_collation_actual_version(pg_database.oid) AS current,
       failed_count::float8 AS "archiveFailures",
       CASE WHEN last_failed_time > COALESCE(last_archived_time, '-infinity') THEN last_failed_wal END AS "failedFile"
  FROM pg_database JOIN pg_stat_database USING (datname), pg_stat_archiver
 WHERE datname = current_database()`,
  find: (rows) => rows.flatMap(findingsOf),
});

function findingsOf({
  name,
  checksumFailures,
  made,
  current,
  ...archive
}: DatabaseState): Finding[] {
  const subject = { kind: "database", name };
  const findings: Finding[] = [];
  if (checksumFailures > 0)
    findings.push({
      code: "checksum-failures",
      severity: "error",
      subject,
      evidence: { failures: checksumFailures },
      remedy: {},
    });
  if (made !== null && current !== null && made !== current)
    findings.push({
      code: "collation-changed",
      severity: "warning",
      subject,
      evidence: { made, current },
      remedy: {
        sql: [
          `REINDEX DATABASE CONCURRENTLY ${quoteIdentifier(name)}`,
          `ALTER DATABASE ${quoteIdentifier(name)} REFRESH COLLATION VERSION`,
        ],
      },
    });
  if (archive.failedFile !== null)
    findings.push({
      code: "archiving-fails",
      severity: "error",
      subject: { kind: "server", name: "archive_command" },
      evidence: { file: archive.failedFile, failures: archive.archiveFailures },
      remedy: {},
    });
  return findings;
}
