CREATE OR REPLACE FUNCTION "_reorganize"."capture_4711"() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 SET bytea_output = 'hex' SET lc_monetary = 'C' SET xmloption = content
AS $capture$
#variable_conflict use_column
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    EXECUTE pg_catalog.replace('INSERT INTO _reorganize.written (relation, operation, bucket, added, removed, sums)
SELECT ''public.Order-Items'', ''delete'', bucket, added, removed, sums::numeric[]
  FROM (
    SELECT (key_hash & 255)::int AS bucket,
           pg_catalog.count(*) FILTER (WHERE sign > 0) AS added, pg_catalog.count(*) FILTER (WHERE sign < 0) AS removed,
           ARRAY[
             COALESCE(pg_catalog.sum(sign * h0), 0),
             COALESCE(pg_catalog.sum(sign * h1), 0),
             COALESCE(pg_catalog.sum(sign * h2), 0),
             COALESCE(pg_catalog.sum(sign * check_sum), 0),
             COALESCE(pg_catalog.sum(sign * check_sum * (key_hash >> 8 & 2147483647)), 0),
             COALESCE(pg_catalog.sum(sign * key_high), 0),
             COALESCE(pg_catalog.sum(sign * key_low), 0)
           ]::text[] AS sums
      FROM (
        SELECT *, COALESCE(h0 & 16777215, 0) + COALESCE(h1 & 16777215, 0) AS check_sum
          FROM (
            SELECT pg_catalog.hashtextextended(t0 COLLATE "C", 0) AS h0,
                   pg_catalog.hashtextextended(t1 COLLATE "C", 0) AS h1,
                   pg_catalog.hashtextextended(t2 COLLATE "C", 0) AS h2,
                   pg_catalog.hashtextextended(t0 COLLATE "C", 0) AS key_hash,
                   (''x'' || pg_catalog.substr(pg_catalog.replace(t0, ''-'', ''''), 1, 16))::bit(64)::bigint AS key_high,
                   (''x'' || pg_catalog.substr(pg_catalog.replace(t0, ''-'', ''''), 17, 16))::bit(64)::bigint AS key_low,
                   sign AS sign
              FROM (SELECT -1 AS sign, texts.*
                     FROM %TABLE% AS r,
                          (SELECT NULL::text AS "Order Id",
                                  NULL::text AS "order_id",
                                  NULL::text AS "it''s",
                                  NULL::text AS "Due ""Date""",
                                  NULL::text AS "due_date") AS missing,
                          LATERAL (SELECT COALESCE(("Order Id")::pg_catalog.text, ("order_id")::pg_catalog.text) AS t0,
                                          pg_catalog.trim_scale(("it''s")::pg_catalog.text::numeric)::text AS t1,
                                          COALESCE(pg_catalog.replace(("Due ""Date""")::pg_catalog.text, ''+00'', ''''), pg_catalog.replace(("due_date")::pg_catalog.text, ''+00'', '''')) AS t2
                                     FROM (SELECT r.*) AS present) AS texts) AS one
            OFFSET 0) AS hashed
        OFFSET 0) AS summed
     GROUP BY 1) AS change', '%TABLE%', TG_RELID::pg_catalog.regclass::text);
    RETURN NULL;
  END IF;
  PERFORM pg_catalog.set_config('reorganize.merging_into', '', true);
  IF TG_NAME = 'zz_reorganize_capture' THEN
    RETURN NULL;
  END IF;
  IF pg_catalog.to_regclass('_reorganize.merged') IS NOT NULL THEN
    IF EXISTS (SELECT FROM _reorganize.merged WHERE step = 'copy public.Order-Items' AND key = pg_catalog.jsonb_build_object('order_id', (CASE TG_OP WHEN 'INSERT' THEN NEW."Order Id" ELSE OLD."Order Id" END)::pg_catalog.text)) THEN
      RETURN NULL;
    END IF;
  END IF;
  PERFORM pg_catalog.set_config('reorganize.merging_into', 'shop.order_items', true);
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO _reorganize.written (relation, operation, bucket, added, removed, sums)
    SELECT 'public.Order-Items', 'update', bucket, added, removed, sums::numeric[]
      FROM (
        SELECT (key_hash & 255)::int AS bucket,
               pg_catalog.count(*) FILTER (WHERE sign > 0) AS added, pg_catalog.count(*) FILTER (WHERE sign < 0) AS removed,
               ARRAY[
                 COALESCE(pg_catalog.sum(sign * h0), 0),
                 COALESCE(pg_catalog.sum(sign * h1), 0),
                 COALESCE(pg_catalog.sum(sign * h2), 0),
                 COALESCE(pg_catalog.sum(sign * check_sum), 0),
                 COALESCE(pg_catalog.sum(sign * check_sum * (key_hash >> 8 & 2147483647)), 0),
                 COALESCE(pg_catalog.sum(sign * key_high), 0),
                 COALESCE(pg_catalog.sum(sign * key_low), 0)
               ]::text[] AS sums
          FROM (
            SELECT *, COALESCE(h0 & 16777215, 0) + COALESCE(h1 & 16777215, 0) AS check_sum
              FROM (
                SELECT pg_catalog.hashtextextended(t0 COLLATE "C", 0) AS h0,
                       pg_catalog.hashtextextended(t1 COLLATE "C", 0) AS h1,
                       pg_catalog.hashtextextended(t2 COLLATE "C", 0) AS h2,
                       pg_catalog.hashtextextended(t0 COLLATE "C", 0) AS key_hash,
                       ('x' || pg_catalog.substr(pg_catalog.replace(t0, '-', ''), 1, 16))::bit(64)::bigint AS key_high,
                       ('x' || pg_catalog.substr(pg_catalog.replace(t0, '-', ''), 17, 16))::bit(64)::bigint AS key_low,
                       sign AS sign
                  FROM (SELECT -1 AS sign, texts.*
                         FROM (SELECT OLD.*) AS r,
                              (SELECT NULL::text AS "Order Id",
                                      NULL::text AS "order_id",
                                      NULL::text AS "it's",
                                      NULL::text AS "Due ""Date""",
                                      NULL::text AS "due_date") AS missing,
                              LATERAL (SELECT COALESCE(("Order Id")::pg_catalog.text, ("order_id")::pg_catalog.text) AS t0,
                                              pg_catalog.trim_scale(("it's")::pg_catalog.text::numeric)::text AS t1,
                                              COALESCE(pg_catalog.replace(("Due ""Date""")::pg_catalog.text, '+00', ''), pg_catalog.replace(("due_date")::pg_catalog.text, '+00', '')) AS t2
                                         FROM (SELECT r.*) AS present) AS texts
                       UNION ALL
                       SELECT 1 AS sign, texts.*
                         FROM (SELECT NEW.*) AS r,
                              (SELECT NULL::text AS "Order Id",
                                      NULL::text AS "order_id",
                                      NULL::text AS "it's",
                                      NULL::text AS "Due ""Date""",
                                      NULL::text AS "due_date") AS missing,
                              LATERAL (SELECT COALESCE(("Order Id")::pg_catalog.text, ("order_id")::pg_catalog.text) AS t0,
                                              pg_catalog.trim_scale(("it's")::pg_catalog.text::numeric)::text AS t1,
                                              COALESCE(pg_catalog.replace(("Due ""Date""")::pg_catalog.text, '+00', ''), pg_catalog.replace(("due_date")::pg_catalog.text, '+00', '')) AS t2
                                         FROM (SELECT r.*) AS present) AS texts) AS one
                OFFSET 0) AS hashed
            OFFSET 0) AS summed
         GROUP BY 1) AS change;
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO _reorganize.written (relation, operation, bucket, added, removed, sums)
    SELECT 'public.Order-Items', 'insert', bucket, added, removed, sums::numeric[]
      FROM (
        SELECT (key_hash & 255)::int AS bucket,
               pg_catalog.count(*) FILTER (WHERE sign > 0) AS added, pg_catalog.count(*) FILTER (WHERE sign < 0) AS removed,
               ARRAY[
                 COALESCE(pg_catalog.sum(sign * h0), 0),
                 COALESCE(pg_catalog.sum(sign * h1), 0),
                 COALESCE(pg_catalog.sum(sign * h2), 0),
                 COALESCE(pg_catalog.sum(sign * check_sum), 0),
                 COALESCE(pg_catalog.sum(sign * check_sum * (key_hash >> 8 & 2147483647)), 0),
                 COALESCE(pg_catalog.sum(sign * key_high), 0),
                 COALESCE(pg_catalog.sum(sign * key_low), 0)
               ]::text[] AS sums
          FROM (
            SELECT *, COALESCE(h0 & 16777215, 0) + COALESCE(h1 & 16777215, 0) AS check_sum
              FROM (
                SELECT pg_catalog.hashtextextended(t0 COLLATE "C", 0) AS h0,
                       pg_catalog.hashtextextended(t1 COLLATE "C", 0) AS h1,
                       pg_catalog.hashtextextended(t2 COLLATE "C", 0) AS h2,
                       pg_catalog.hashtextextended(t0 COLLATE "C", 0) AS key_hash,
                       ('x' || pg_catalog.substr(pg_catalog.replace(t0, '-', ''), 1, 16))::bit(64)::bigint AS key_high,
                       ('x' || pg_catalog.substr(pg_catalog.replace(t0, '-', ''), 17, 16))::bit(64)::bigint AS key_low,
                       sign AS sign
                  FROM (SELECT 1 AS sign, texts.*
                         FROM (SELECT NEW.*) AS r,
                              (SELECT NULL::text AS "Order Id",
                                      NULL::text AS "order_id",
                                      NULL::text AS "it's",
                                      NULL::text AS "Due ""Date""",
                                      NULL::text AS "due_date") AS missing,
                              LATERAL (SELECT COALESCE(("Order Id")::pg_catalog.text, ("order_id")::pg_catalog.text) AS t0,
                                              pg_catalog.trim_scale(("it's")::pg_catalog.text::numeric)::text AS t1,
                                              COALESCE(pg_catalog.replace(("Due ""Date""")::pg_catalog.text, '+00', ''), pg_catalog.replace(("due_date")::pg_catalog.text, '+00', '')) AS t2
                                         FROM (SELECT r.*) AS present) AS texts) AS one
                OFFSET 0) AS hashed
            OFFSET 0) AS summed
         GROUP BY 1) AS change;
  ELSE
    INSERT INTO _reorganize.written (relation, operation, bucket, added, removed, sums)
    SELECT 'public.Order-Items', 'delete', bucket, added, removed, sums::numeric[]
      FROM (
        SELECT (key_hash & 255)::int AS bucket,
               pg_catalog.count(*) FILTER (WHERE sign > 0) AS added, pg_catalog.count(*) FILTER (WHERE sign < 0) AS removed,
               ARRAY[
                 COALESCE(pg_catalog.sum(sign * h0), 0),
                 COALESCE(pg_catalog.sum(sign * h1), 0),
                 COALESCE(pg_catalog.sum(sign * h2), 0),
                 COALESCE(pg_catalog.sum(sign * check_sum), 0),
                 COALESCE(pg_catalog.sum(sign * check_sum * (key_hash >> 8 & 2147483647)), 0),
                 COALESCE(pg_catalog.sum(sign * key_high), 0),
                 COALESCE(pg_catalog.sum(sign * key_low), 0)
               ]::text[] AS sums
          FROM (
            SELECT *, COALESCE(h0 & 16777215, 0) + COALESCE(h1 & 16777215, 0) AS check_sum
              FROM (
                SELECT pg_catalog.hashtextextended(t0 COLLATE "C", 0) AS h0,
                       pg_catalog.hashtextextended(t1 COLLATE "C", 0) AS h1,
                       pg_catalog.hashtextextended(t2 COLLATE "C", 0) AS h2,
                       pg_catalog.hashtextextended(t0 COLLATE "C", 0) AS key_hash,
                       ('x' || pg_catalog.substr(pg_catalog.replace(t0, '-', ''), 1, 16))::bit(64)::bigint AS key_high,
                       ('x' || pg_catalog.substr(pg_catalog.replace(t0, '-', ''), 17, 16))::bit(64)::bigint AS key_low,
                       sign AS sign
                  FROM (SELECT -1 AS sign, texts.*
                         FROM (SELECT OLD.*) AS r,
                              (SELECT NULL::text AS "Order Id",
                                      NULL::text AS "order_id",
                                      NULL::text AS "it's",
                                      NULL::text AS "Due ""Date""",
                                      NULL::text AS "due_date") AS missing,
                              LATERAL (SELECT COALESCE(("Order Id")::pg_catalog.text, ("order_id")::pg_catalog.text) AS t0,
                                              pg_catalog.trim_scale(("it's")::pg_catalog.text::numeric)::text AS t1,
                                              COALESCE(pg_catalog.replace(("Due ""Date""")::pg_catalog.text, '+00', ''), pg_catalog.replace(("due_date")::pg_catalog.text, '+00', '')) AS t2
                                         FROM (SELECT r.*) AS present) AS texts) AS one
                OFFSET 0) AS hashed
            OFFSET 0) AS summed
         GROUP BY 1) AS change;
  END IF;
  RETURN NULL;
END $capture$;
