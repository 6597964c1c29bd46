import { sqlName, type Table } from "../../catalog/catalog.js";
import { literal } from "../../session/literal.js";

/**
 * A statement on a table, and on each of its partitions of that moment: what is written to a partition by its own
 * name fires no trigger of the whole.
 */
export function onEachPartition(table: Table, statement: (name: string) => string): string {
  if (!table.partitioned) return statement(sqlName(table));
  const pattern = statement(mark).replaceAll("%", "%%").replaceAll(mark, "%1$s");
  return `DO ${literal(`
    DECLARE
      _part pg_catalog.regclass;
    BEGIN
      FOR _part IN SELECT relid FROM pg_catalog.pg_partition_tree(${literal(sqlName(table))}::pg_catalog.regclass) LOOP
        EXECUTE pg_catalog.format(${literal(pattern)}, _part);
      END LOOP;
    END`)}`;
}

const mark = "\u0000";
