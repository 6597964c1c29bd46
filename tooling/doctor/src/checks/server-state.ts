import { quoteIdentifier } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import type { Finding } from "../finding/finding.js";

interface Connections {
  readonly used: number;
  readonly available: number;
  readonly percent: number;
}

/** Whether the next program still gets a connection. */
export const connections = catalogueCheck<Connections>({
  name: "connections",
  sql: `
SELECT used, available, (100 * used / available)::int AS percent
  FROM (SELECT (SELECT sum(numbackends)::int FROM pg_stat_database) AS used,
               current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                 - COALESCE(current_setting('reserved_connections', true)::int, 0) AS available) AS counted`,
  find: ([row], { limits: { connectionsPercent } }) =>
    row === undefined || row.percent < connectionsPercent.warning
      ? []
      : [
          {
            code: "connections-nearly-used-up",
            severity: row.percent >= connectionsPercent.error ? "error" : "warning",
            subject: { kind: "server", name: "max_connections" },
            evidence: { ...row },
            remedy: {},
          },
        ],
});

interface Setting {
  readonly name: string;
  readonly source: string;
}

/** Settings that lose rows in a crash, or stop what keeps tables in shape. */
export const settings = catalogueCheck<Setting>({
  name: "settings",
  sql: `
SELECT name, source FROM pg_settings
 WHERE name IN ('fsync', 'full_page_writes', 'autovacuum', 'track_counts') AND setting = 'off' ORDER BY 1`,
  find: (rows) =>
    rows.map(({ name, source }) => ({
      code: isDurability(name) ? "durability-off" : "autovacuum-off-everywhere",
      severity: "error",
      subject: { kind: "setting", name },
      evidence: { source },
      // What stands on the command line goes before all that can be set.
      remedy:
        source === "command line"
          ? {}
          : { sql: [`ALTER SYSTEM SET ${name} = on`, "SELECT pg_catalog.pg_reload_conf()"] },
    })),
});

function isDurability(setting: string): boolean {
  return setting === "fsync" || setting === "full_page_writes";
}

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

interface Extension {
  readonly name: string;
  readonly installed: string;
  readonly available: string;
}

/** Extensions of which the server has a newer version than the database. */
export const extensions = catalogueCheck<Extension>({
  name: "extensions",
  sql: `
SELECT name::text, installed_version AS installed, default_version AS available
  FROM pg_available_extensions WHERE installed_version IS NOT NULL AND installed_version <> default_version ORDER BY 1`,
  find: (rows) =>
    rows.map(({ name, ...evidence }) => ({
      code: "extension-outdated",
      severity: "info",
      subject: { kind: "extension", name },
      evidence,
      remedy: { sql: [`ALTER EXTENSION ${quoteIdentifier(name)} UPDATE`] },
    })),
});
