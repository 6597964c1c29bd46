import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";

interface Table {
  readonly schema: string;
  readonly table: string;
  readonly rows: number;
}

/** Tables that a crash empties, and that no standby has. */
export const unloggedTables = catalogueCheck<Table>({
  name: "unlogged tables",
  sql: `
WITH ${userTables}
SELECT schema, "table", greatest(reltuples, 0)::float8 AS rows FROM user_table WHERE relpersistence = 'u' ORDER BY 1, 2`,
  find: (rows) =>
    rows.map(({ schema, table, rows: count }) => ({
      code: "unlogged-table",
      severity: "info",
      subject: { kind: "table", schema, name: table },
      evidence: { rows: count },
      remedy: {},
    })),
});
