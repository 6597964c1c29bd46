DO $reorganize$
    DECLARE
      latest record;
    BEGIN
      CREATE TEMPORARY TABLE links ON COMMIT DROP AS
        SELECT pg_catalog.jsonb_build_object('Item Id', r."Item Id") AS key,
               r."Item Id"::text AS here,
               r."part of"::text AS there,
               NULL::timestamp AS made
          FROM "shop"."Order-Items" AS r
         WHERE r."Item Id" IS NOT NULL AND r."part of" IS NOT NULL;
      CREATE INDEX ON pg_temp.links (here);
      CREATE INDEX ON pg_temp.links (there);
      LOOP
        LOOP
          DELETE FROM pg_temp.links AS link
           WHERE NOT EXISTS (SELECT FROM pg_temp.links AS before WHERE before.there = link.here)
              OR NOT EXISTS (SELECT FROM pg_temp.links AS after WHERE after.here = link.there);
          EXIT WHEN NOT FOUND;
        END LOOP;
        SELECT one.* INTO latest FROM pg_temp.links AS one
         WHERE EXISTS (
           WITH RECURSIVE reached (node) AS (
             SELECT one.there
             UNION
             SELECT next.there FROM reached JOIN pg_temp.links AS next ON next.here = reached.node)
           SELECT FROM reached WHERE reached.node = one.here)
         ORDER BY one.made DESC NULLS LAST, one.key DESC LIMIT 1;
        EXIT WHEN NOT FOUND;
        WITH gone AS (
          DELETE FROM "shop"."Order-Items" AS r WHERE r."Item Id" = (latest.key ->> 'Item Id')::integer RETURNING (SELECT pg_catalog.to_jsonb(document.*) FROM (
  SELECT (r."Item Id")::pg_catalog.text AS "Item Id",
         (r."Due Date")::pg_catalog.text AS "Due Date",
         (r."part of")::pg_catalog.text AS "part of") AS document) AS row)
        INSERT INTO _reorganize.quarantine (step, relation, key, row, reason)
        SELECT 'break cycles shop.Order-Items', 'shop.Order-Items', latest.key, row, 'closes a cycle' FROM gone;
        DELETE FROM pg_temp.links AS gone WHERE gone.key = latest.key;
      END LOOP;
    END$reorganize$;
