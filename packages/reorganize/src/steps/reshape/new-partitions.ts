import type { Catalog } from "../../catalog/catalog.js";
import { plainNameSql } from "../../catalog/table-name.js";
import type { Target } from "../../catalog/with-target.js";
import { reading } from "../../session/read-only.js";

/**
 * The partitions that the target has of tables which are new, as `schema.table`. Of a table that is there already they
 * are its own affair: whoever looks after it makes them as time goes on.
 */
export async function readNewPartitions(
  { url }: Target,
  ours: ReadonlySet<string>,
  { tables }: Catalog,
): Promise<Set<string>> {
  const all = await reading(url, (reader) =>
    reader.query<{ name: string; root: string }>(
      `SELECT ${plainNameSql("namespace.nspname", "part.relname")} AS name, ${plainNameSql("root_namespace.nspname", "root.relname")} AS root
         FROM pg_catalog.pg_class AS part
         JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = part.relnamespace
         JOIN pg_catalog.pg_class AS root ON root.oid = pg_catalog.pg_partition_root(part.oid)
         JOIN pg_catalog.pg_namespace AS root_namespace ON root_namespace.oid = root.relnamespace
        WHERE part.relispartition AND part.relkind IN ('r', 'p')`,
    ),
  );
  const isNew = (root: string): boolean => ours.has(root) && !tables.has(root);
  return new Set(all.filter(({ root }) => isNew(root)).map(({ name }) => name));
}
