import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";

interface NotValid {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** Rules that hold for new rows, while nobody has looked at the old ones. */
export const notValidConstraints = catalogueCheck<NotValid>({
  name: "constraints not valid",
  // What is inherited is validated with its parent's. What is not enforced (since PostgreSQL 18) is never valid.
  sql: `
WITH ${userTables}
SELECT user_table.schema, user_table."table", con.conname::text AS name, pg_get_constraintdef(con.oid) AS definition
  FROM pg_constraint AS con JOIN user_table ON user_table.oid = con.conrelid
 WHERE NOT con.convalidated AND con.conparentid = 0 AND con.coninhcount = 0
   AND to_jsonb(con) ->> 'conenforced' IS DISTINCT FROM 'false'
 ORDER BY 1, 2, 3`,
  find: (rows) =>
    rows.map(({ schema, table, name, definition }) => ({
      code: "constraint-not-valid",
      severity: "warning",
      subject: { kind: "constraint", schema, table, name },
      evidence: { definition },
      remedy: {
        sql: [
          `ALTER TABLE ${quoteTable(schema, table)} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`,
        ],
      },
    })),
});
