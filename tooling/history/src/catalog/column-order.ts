import type pg from "pg";

/** The columns of each table in the order in which `SELECT *` and COPY have them, by `schema.table`. */
export async function readColumnOrder(
  client: pg.Client,
  hidden: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; columns: string }>(
    `SELECT pg_catalog.format('%I.%I', nspname, relname) AS name,
            pg_catalog.string_agg(pg_catalog.quote_ident(attname), ', ' ORDER BY attnum) AS columns
       FROM pg_catalog.pg_class AS class
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
       JOIN pg_catalog.pg_attribute ON attrelid = class.oid AND attnum > 0 AND NOT attisdropped
      WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND nspname !~ '^pg_'
        AND nspname <> 'information_schema' AND nspname <> ALL ($1)
      GROUP BY 1`,
    [hidden],
  );
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}
