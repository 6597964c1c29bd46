WITH walk AS MATERIALIZED (
      SELECT block, LEAST(block + GREATEST($2::int / density, 1)::bigint, stop) AS upto, stop
        FROM (SELECT 0 AS block, pg_catalog.pg_relation_size('"shop"."Order-Items"'::pg_catalog.regclass) / pg_catalog.current_setting('block_size')::bigint AS stop WHERE $1::jsonb IS NULL) AS position, (SELECT CASE WHEN reltuples > 0 AND relpages > 0 THEN GREATEST(reltuples / relpages, 1) ELSE 60 END
    FROM pg_catalog.pg_class WHERE oid = '"shop"."Order-Items"'::pg_catalog.regclass) AS page (density)),
    filled AS (
      UPDATE "shop"."Order-Items" AS target SET "Due Date_reorganize" = target."Due Date"::date
       WHERE target.ctid >= (SELECT ('(' || block || ',0)')::tid FROM walk)
         AND target.ctid < (SELECT ('(' || upto || ',0)')::tid FROM walk)
         AND pg_catalog.record_image_ne(ROW(target."Due Date_reorganize"), ROW((target."Due Date"::date)::date))
      RETURNING 1)
    SELECT CASE WHEN upto < stop THEN pg_catalog.jsonb_build_array(upto, stop) END AS cursor,
           (SELECT pg_catalog.count(*) FROM filled) AS rows
      FROM walk;

WITH walk AS MATERIALIZED (
      SELECT block, LEAST(block + GREATEST($2::int / density, 1)::bigint, stop) AS upto, stop
        FROM (SELECT ($1::jsonb ->> 0)::bigint AS block, ($1 ->> 1)::bigint AS stop) AS position, (SELECT CASE WHEN reltuples > 0 AND relpages > 0 THEN GREATEST(reltuples / relpages, 1) ELSE 60 END
    FROM pg_catalog.pg_class WHERE oid = '"shop"."Order-Items"'::pg_catalog.regclass) AS page (density)),
    filled AS (
      UPDATE "shop"."Order-Items" AS target SET "Due Date_reorganize" = target."Due Date"::date
       WHERE target.ctid >= (SELECT ('(' || block || ',0)')::tid FROM walk)
         AND target.ctid < (SELECT ('(' || upto || ',0)')::tid FROM walk)
         AND pg_catalog.record_image_ne(ROW(target."Due Date_reorganize"), ROW((target."Due Date"::date)::date))
      RETURNING 1)
    SELECT CASE WHEN upto < stop THEN pg_catalog.jsonb_build_array(upto, stop) END AS cursor,
           (SELECT pg_catalog.count(*) FROM filled) AS rows
      FROM walk;
