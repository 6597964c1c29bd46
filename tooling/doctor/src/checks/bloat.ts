import { quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";

interface Row {
  readonly schema: string;
  readonly table: string;
  /** Null for the table itself. */
  readonly index: string | null;
  readonly bytes: number;
  readonly wastedBytes: number;
  readonly percent: number;
  /** Where pgstattuple is installed, its schema. */
  readonly meter: string | null;
}

/**
 * Tables and trees that take much more room than their rows. It is an estimate: the widths of columns and the
 * share of NULLs are those of the last ANALYZE. Whoever wants to know measures with pgstattuple.
 */
export const bloat = catalogueCheck<Row>({
  name: "bloat",
  partialWithout: "pg_read_all_data",
  // A row has a header of 23 bytes, a bit for each column if one is NULL, and a pointer of 4 bytes in its page;
  // an entry of a tree has 8 and 4. Both begin at a multiple of 8. Equal keys of a tree share an entry, so that
  // it can be smaller than estimated, and then is no finding.
  sql: `
WITH ${userTables},
width AS (
  SELECT schemaname, tablename, count(*) AS columns, sum((1 - null_frac) * avg_width) AS bytes,
         bool_or(null_frac > 0) AS has_nulls
    FROM pg_stats WHERE NOT inherited GROUP BY 1, 2
),
row_size AS (
  SELECT user_table.*, current_setting('block_size')::float8 AS page,
         COALESCE((SELECT option_value::float8 FROM pg_options_to_table(reloptions) WHERE option_name = 'fillfactor'), 100) / 100 AS fill,
         4 + 8 * ceil((23 + CASE WHEN has_nulls THEN ceil(columns / 8.0) ELSE 0 END)::float8 / 8) + 8 * ceil(width.bytes::float8 / 8) AS size
    FROM user_table JOIN width ON schemaname = schema AND tablename = "table"
   WHERE relkind = 'r' AND reltuples > 0 AND relpages > 1
     AND (SELECT count(*) FROM pg_attribute WHERE attrelid = user_table.oid AND attnum > 0 AND NOT attisdropped) = width.columns
),
tables AS (
  SELECT schema, "table", NULL::text AS index, relpages * page AS bytes,
         relpages - ceil(reltuples / greatest(1, floor((page - 24) * fill / size))) AS wasted_pages, page
    FROM row_size
),
key_size AS (
  SELECT user_table.schema, user_table."table", class.relname::text AS index, class.relpages, class.reltuples,
         current_setting('block_size')::float8 AS page,
         COALESCE((SELECT option_value::float8 FROM pg_options_to_table(class.reloptions) WHERE option_name = 'fillfactor'), 90) / 100 AS fill,
         12 + 8 * ceil(sum((1 - stats.null_frac) * stats.avg_width)::float8 / 8) AS size,
         count(*) = index.indnatts AS is_known
    FROM pg_index AS index
    JOIN user_table ON user_table.oid = index.indrelid
    JOIN pg_class AS class ON class.oid = index.indexrelid AND class.relkind = 'i' AND class.relpages > 1 AND class.reltuples > 0
    JOIN pg_am AS am ON am.oid = class.relam AND am.amname = 'btree'
    JOIN pg_attribute AS att ON att.attrelid = user_table.oid AND att.attnum = ANY (index.indkey)
    JOIN pg_stats AS stats ON stats.schemaname = user_table.schema AND stats.tablename = user_table."table"
     AND stats.attname = att.attname AND NOT stats.inherited
   WHERE index.indisvalid AND index.indexprs IS NULL
   GROUP BY 1, 2, 3, 4, 5, 6, class.reloptions, index.indnatts
),
indexes AS (
  SELECT schema, "table", index, relpages * page AS bytes,
         relpages - ceil(reltuples / greatest(1, floor((page - 40) * fill / size))) AS wasted_pages, page
    FROM key_size WHERE is_known
),
estimate AS (
  SELECT schema, "table", index, bytes, wasted_pages * page AS wasted FROM tables
  UNION ALL
  SELECT schema, "table", index, bytes, wasted_pages * page FROM indexes
)
SELECT schema, "table", index, bytes, wasted AS "wastedBytes", round(100 * wasted / bytes) AS percent,
       (SELECT nspname::text FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pgstattuple') AS meter
  FROM estimate WHERE wasted >= $1 AND wasted >= bytes * $2 / 100
 ORDER BY wasted DESC, 1, 2, 3`,
  values: ({ limits }) => [limits.bloatBytes, limits.bloatPercent],
  find: (rows) =>
    rows.map(({ schema, table, index, meter, ...sizes }) => ({
      code: index === null ? "table-bloat" : "index-bloat",
      severity: "warning",
      subject:
        index === null
          ? { kind: "table", schema, name: table }
          : { kind: "index", schema, table, name: index },
      evidence: {
        ...sizes,
        estimated: true,
        ...(meter === null ? {} : { measureWith: `${meter}.pgstattuple` }),
      },
      // Nothing of PostgreSQL's own makes a table smaller while it is written.
      remedy:
        index === null ? {} : { sql: [`REINDEX INDEX CONCURRENTLY ${quoteTable(schema, index)}`] },
    })),
});
