import { sqlName, type Table } from "../../catalog/catalog.js";
import type { Session } from "../../session/session.js";

/** Views and publications that show the table: SQL names, of publications behind that word. */
export async function readDependentNames(session: Session, table: Table): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT DISTINCT rule.ev_class::regclass::text AS name FROM pg_catalog.pg_depend
       JOIN pg_catalog.pg_rewrite AS rule ON rule.oid = objid AND classid = 'pg_catalog.pg_rewrite'::regclass
      WHERE refclassid = 'pg_catalog.pg_class'::regclass AND refobjid = $1::regclass AND rule.ev_class <> $1::regclass
     UNION ALL
     SELECT 'publication ' || pubname FROM pg_catalog.pg_publication_rel
       JOIN pg_catalog.pg_publication AS publication ON publication.oid = prpubid
      WHERE prrelid = $1::regclass
      ORDER BY 1`,
    [sqlName(table)],
  );
  return rows.map(({ name }) => name);
}
