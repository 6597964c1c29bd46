import { quoteIdentifier } from "@deepiri/database";
import type { Session } from "../../session/session.js";
import { sqlName } from "../catalog.js";
import { parseTableName } from "../table-name.js";

/** How many rows of a table a role sees; null when it cannot be told. */
export interface Visible {
  readonly role: string;
  /** `schema.table` */
  readonly table: string;
  readonly rows: number | null;
  /** How many there are. */
  readonly of: number;
}

/** Counts the rows of the tables and views that each role sees, by acting as that role where the session may. */
export async function countVisible(
  session: Session,
  roles: readonly string[],
  tables: readonly string[],
): Promise<Visible[]> {
  if (tables.length === 0) return [];
  return session.inTransaction("count visible rows", {}, async (client) => {
    const found: Visible[] = [];
    await client.query("SET LOCAL row_security = on");
    const count = async (table: string): Promise<number> => {
      const { rows } = await client.query(
        `SELECT pg_catalog.count(*)::int AS rows FROM ${sqlName(parseTableName(table))}`,
      );
      return rows[0].rows;
    };
    for (const table of tables) {
      const of = await count(table);
      for (const role of roles) {
        await client.query("SAVEPOINT before_role");
        const rows = await client
          .query(`SET LOCAL ROLE ${quoteIdentifier(role)}`)
          .then(() => count(table))
          .catch(() => null);
        await client.query("ROLLBACK TO SAVEPOINT before_role");
        found.push({ role, table, rows, of });
      }
    }
    return found;
  });
}
