import type { TableKind } from "../model/model.js";
import type { Reader } from "./reader.js";

export interface TableRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: TableKind;
  readonly comment: string | null;
  /** The server's estimate; -1 where it has none. */
  readonly estimate: number;
  readonly rowSecurity: "off" | "on" | "forced";
  readonly partitions: readonly string[];
  readonly query: string | null;
}

/**
 * Tables and views of users: what belongs to an extension or to one session is left out, and a partition
 * belongs to its table.
 *
 * @param hidden schemas that are only bookkeeping
 */
export function readTables(reader: Reader, hidden: readonly string[]): Promise<TableRow[]> {
  return reader.query<TableRow>(
    `
    SELECT class.oid::int AS oid, nspname AS schema, relname AS name,
           CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'f' THEN 'foreign table'
                        WHEN 'v' THEN 'view' ELSE 'materialized view' END AS kind,
           pg_catalog.obj_description(class.oid, 'pg_class') AS comment,
           CASE WHEN relkind = 'p' THEN (${partitions("pg_catalog.sum(greatest(leaf.reltuples, 0))::float8")})
                ELSE reltuples::float8 END AS estimate,
           CASE WHEN relforcerowsecurity AND relrowsecurity THEN 'forced' WHEN relrowsecurity THEN 'on' ELSE 'off' END
             AS "rowSecurity",
           CASE WHEN relkind = 'p' THEN (${partitions("coalesce(pg_catalog.array_agg(leaf.relname::text ORDER BY leaf.relname), '{}')")})
                ELSE '{}' END AS partitions,
           CASE WHEN relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(class.oid) END AS query
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT relispartition AND relpersistence <> 't'
       AND nspname <> 'information_schema' AND nspname !~ '^pg_' AND nspname <> ALL ($1)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend
                        WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = class.oid AND deptype = 'e')
     ORDER BY nspname, relname`,
    [hidden],
  );
}

function partitions(of: string): string {
  return `SELECT ${of} FROM pg_catalog.pg_partition_tree(class.oid)
            JOIN pg_catalog.pg_class AS leaf ON leaf.oid = relid WHERE isleaf`;
}
