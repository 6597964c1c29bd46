import { sqlName, type Table } from "../../catalog/catalog.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { block } from "../shared/block.js";

/**
 * SQL that counts the old tables of which the server knows nothing, as right after a restore: it would read each of them
 * whole for every row that is looked up.
 */
export function analyzeUnknown(projections: readonly Projection[]): string {
  const tables = new Set(
    projections.flatMap(({ sources }) => sources.map(({ table }) => regclass(table))),
  );
  return block`
    DO $reorganize$
    DECLARE
      _table pg_catalog.regclass;
    BEGIN
      FOR _table IN
        SELECT oid FROM pg_catalog.pg_class
         WHERE oid IN (${[...tables].join(", ")}) AND relkind = 'r' AND reltuples < 0 ORDER BY oid
      LOOP
        EXECUTE pg_catalog.format('ANALYZE %s', _table);
      END LOOP;
    END $reorganize$`;
}

/**
 * SQL that counts the new table once it is twice as large as when it was counted last. What the server plans for a small
 * table, such as its checks of foreign keys, would read a large one whole for each row.
 */
export function analyzeGrown({ to: table }: Projection): string {
  // Of a partitioned table each partition would have to be asked.
  if (table.partitioned) return "";
  const name = regclass(table);
  return block`
    IF pg_catalog.pg_relation_size(${name}) > (SELECT 2 * GREATEST(relpages, 8)::bigint * pg_catalog.current_setting('block_size')::bigint
                                                 FROM pg_catalog.pg_class WHERE oid = ${name}) THEN
      ANALYZE ${sqlName(table)};
    END IF;`;
}

function regclass(table: Table): string {
  return `${literal(sqlName(table))}::pg_catalog.regclass`;
}
