import type { Name } from "../catalog/names.js";
import type { Session } from "../catalog/session.js";

/** Views that name a table or column: PostgreSQL keeps them in step by itself. */
export async function readFollowers(
  session: Session,
  [schema, table, column]: Name,
): Promise<string[]> {
  const { rows } = await session.query<{ description: string }>(followers, [
    schema,
    table,
    column ?? null,
  ]);
  return rows.map(({ description }) => description);
}

const followers = `
  SELECT DISTINCT
         pg_catalog.pg_describe_object('pg_catalog.pg_class'::regclass, v.oid, 0) AS description
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_depend AS d
      ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = c.oid
     AND d.classid = 'pg_catalog.pg_rewrite'::regclass
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
    JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class AND v.oid <> c.oid
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
   WHERE n.nspname = $1 AND c.relname = $2 AND ($3::text IS NULL OR a.attname = $3::text)
   ORDER BY 1`;
