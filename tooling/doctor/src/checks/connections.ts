import { catalogueCheck } from "../check/check.js";

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
