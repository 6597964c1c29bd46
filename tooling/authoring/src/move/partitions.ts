import type { Session } from "../catalog/session.js";

/** The partitions of a table, and theirs, that lie in its schema: SET SCHEMA leaves them behind. */
export async function readPartitions(
  client: Session,
  schema: string,
  table: string,
): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT part.relname AS name
       FROM pg_catalog.pg_class AS parent
       JOIN pg_catalog.pg_namespace AS n ON n.oid = parent.relnamespace
       CROSS JOIN LATERAL pg_catalog.pg_partition_tree(parent.oid) AS tree
       JOIN pg_catalog.pg_class AS part ON part.oid = tree.relid
      WHERE n.nspname = $1 AND parent.relname = $2
        AND part.oid <> parent.oid AND part.relnamespace = parent.relnamespace
      ORDER BY tree.level, 1`,
    [schema, table],
  );
  return rows.map(({ name }) => name);
}
