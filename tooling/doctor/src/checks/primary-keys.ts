import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";

interface Table {
  readonly schema: string;
  readonly table: string;
  readonly rows: number;
}

/** Tables whose rows have no name of their own: they cannot be replicated, nor moved in batches. */
export const primaryKeys = catalogueCheck<Table>({
  name: "primary keys",
  sql: `
WITH ${userTables}
SELECT schema, "table", greatest(reltuples, 0)::float8 AS rows FROM user_table
 WHERE NOT is_partition AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = user_table.oid AND indisprimary)
 ORDER BY 1, 2`,
  find: (rows) =>
    rows.map(({ schema, table, rows: count }) => ({
      code: "table-without-primary-key",
      severity: "info",
      subject: { kind: "table", schema, name: table },
      evidence: { rows: count },
      remedy: {},
    })),
});
