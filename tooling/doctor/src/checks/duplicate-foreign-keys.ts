import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";

interface Duplicate {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly same: string;
}

/** Foreign keys that demand the same as another: every write is checked twice. */
export const duplicateForeignKeys = catalogueCheck<Duplicate>({
  name: "duplicate foreign keys",
  sql: `
WITH ${userTables}
SELECT user_table.schema, user_table."table", con.conname::text AS name, other.conname::text AS same
  FROM pg_constraint AS con
  JOIN user_table ON user_table.oid = con.conrelid
  JOIN LATERAL (
    SELECT conname FROM pg_constraint AS other
     WHERE other.contype = 'f' AND other.conparentid = 0 AND other.oid < con.oid AND other.conrelid = con.conrelid
       AND other.conkey = con.conkey AND other.confrelid = con.confrelid AND other.confkey = con.confkey
       AND (other.confupdtype, other.confdeltype, other.confmatchtype, other.condeferrable, other.condeferred, other.convalidated)
         = (con.confupdtype, con.confdeltype, con.confmatchtype, con.condeferrable, con.condeferred, con.convalidated)
       AND other.confdelsetcols IS NOT DISTINCT FROM con.confdelsetcols
     ORDER BY other.oid LIMIT 1) AS other ON true
 WHERE con.contype = 'f' AND con.conparentid = 0
 ORDER BY 1, 2, 3`,
  find: (rows) =>
    rows.map(({ schema, table, name, same }) => ({
      code: "duplicate-foreign-key",
      severity: "warning",
      subject: { kind: "foreign key", schema, table, name },
      evidence: { same },
      remedy: {
        sql: [`ALTER TABLE ${quoteTable(schema, table)} DROP CONSTRAINT ${quoteIdentifier(name)}`],
      },
    })),
});
