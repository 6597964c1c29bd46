WITH batch AS MATERIALIZED (SELECT "Item Id" AS k1 FROM "shop"."Order-Items" WHERE $1::jsonb IS NULL ORDER BY "Item Id" LIMIT $2), kept AS (INSERT INTO _reorganize.originals (step, key, before, after)
      SELECT 'columns of shop.Order-Items', key, document, '{}'
        FROM (SELECT * FROM (SELECT pg_catalog.jsonb_build_object('Item Id', r."Item Id"), CASE
          WHEN r."Due Date" IS NOT NULL
          THEN (SELECT pg_catalog.to_jsonb(document.*) FROM (
  SELECT (r."Due Date")::pg_catalog.text AS "Due Date") AS document)
          ELSE '{}'
        END FROM "shop"."Order-Items" AS r JOIN batch ON r."Item Id" = batch.k1) AS one (key, document) WHERE document <> '{}') AS kept (key, document)
      ON CONFLICT (step, key) DO NOTHING)
    SELECT CASE WHEN (SELECT pg_catalog.count(*) FROM batch) = $2
             THEN (SELECT pg_catalog.jsonb_build_object('Item Id', k1) FROM batch ORDER BY k1 DESC LIMIT 1) END AS cursor,
           (SELECT pg_catalog.count(*) FROM batch) AS rows;

WITH batch AS MATERIALIZED (SELECT "Item Id" AS k1 FROM "shop"."Order-Items" WHERE ("Item Id") > (($1::jsonb ->> 'Item Id')::integer) ORDER BY "Item Id" LIMIT $2), kept AS (INSERT INTO _reorganize.originals (step, key, before, after)
      SELECT 'columns of shop.Order-Items', key, document, '{}'
        FROM (SELECT * FROM (SELECT pg_catalog.jsonb_build_object('Item Id', r."Item Id"), CASE
          WHEN r."Due Date" IS NOT NULL
          THEN (SELECT pg_catalog.to_jsonb(document.*) FROM (
  SELECT (r."Due Date")::pg_catalog.text AS "Due Date") AS document)
          ELSE '{}'
        END FROM "shop"."Order-Items" AS r JOIN batch ON r."Item Id" = batch.k1) AS one (key, document) WHERE document <> '{}') AS kept (key, document)
      ON CONFLICT (step, key) DO NOTHING)
    SELECT CASE WHEN (SELECT pg_catalog.count(*) FROM batch) = $2
             THEN (SELECT pg_catalog.jsonb_build_object('Item Id', k1) FROM batch ORDER BY k1 DESC LIMIT 1) END AS cursor,
           (SELECT pg_catalog.count(*) FROM batch) AS rows;
