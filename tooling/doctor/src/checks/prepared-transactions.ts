import pg from "pg";
import { catalogueCheck } from "../check/check.js";

interface Prepared {
  readonly gid: string;
  readonly owner: string;
  readonly seconds: number;
}

/** Prepared transactions that nobody came back for: they hold their locks through restarts. */
export const preparedTransactions = catalogueCheck<Prepared>({
  name: "prepared transactions",
  sql: `
SELECT gid, owner::text, EXTRACT(epoch FROM clock_timestamp() - prepared)::float8 AS seconds
  FROM pg_prepared_xacts
 WHERE database = current_database() AND prepared <= clock_timestamp() - $1 * interval '1 second'
 ORDER BY prepared`,
  values: ({ limits }) => [limits.preparedTransactionSeconds],
  find: (rows, { limits }) =>
    rows.map(({ gid, ...evidence }) => ({
      code: "prepared-transaction",
      severity: evidence.seconds >= limits.longTransactionSeconds.error ? "error" : "warning",
      subject: { kind: "prepared transaction", name: gid },
      evidence,
      remedy: { sql: [`ROLLBACK PREPARED ${pg.escapeLiteral(gid)}`] },
    })),
});
