CREATE OR REPLACE FUNCTION "_reorganize"."refresh shared Old Shop.Order-Items"(_cursor jsonb, _size integer)
RETURNS TABLE (reached jsonb, handled bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 SET bytea_output = 'hex' SET lc_monetary = 'C' SET xmloption = content
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $reorganize$
#variable_conflict use_variable
DECLARE
  _all jsonb[];
  _keys jsonb[];
  _key jsonb;
BEGIN
  _size := LEAST(_size, 500);
  SELECT pg_catalog.array_agg(batch.key ORDER BY batch.key) INTO _all FROM (
    SELECT known.key FROM _reorganize.shared AS known
     WHERE known.step = 'copy Old Shop.Order-Items' AND (_cursor IS NULL OR known.key > _cursor)
     ORDER BY known.step, known.key LIMIT _size) AS batch;
  handled := COALESCE(pg_catalog.cardinality(_all), 0);
  IF handled = _size THEN reached := _all[_size]; END IF;
  IF handled = 0 THEN RETURN NEXT; RETURN; END IF;
  -- A program that changes one of these rows in the survivor waits until the twin has it.
  PERFORM FROM pg_catalog.unnest(_all) AS keys (key)
     JOIN "Shop"."Order-Items" AS theirs ON theirs."id" = (keys.key ->> 'id')::bigint FOR SHARE OF theirs;
  BEGIN
    _keys := _all;
    DELETE FROM "_reorganize"."twin Old Shop.Order-Items" AS twin USING (
      SELECT keys.key FROM pg_catalog.unnest(_keys) AS keys (key)
       WHERE NOT EXISTS (
         SELECT FROM "Shop"."Order-Items" AS theirs
          WHERE theirs."id" = (keys.key ->> 'id')::bigint)) AS gone
     WHERE twin."id" = (gone.key ->> 'id')::bigint;
    UPDATE "_reorganize"."twin Old Shop.Order-Items" AS twin
       SET "Due Date" = CASE WHEN theirs."Date, Due"::pg_catalog.text IS DISTINCT FROM known.image ->> 'Date, Due' THEN theirs."Date, Due"::pg_catalog.text::timestamp without time zone ELSE twin."Due Date" END,
           "Part ""No""" = CASE WHEN theirs."Part ""No"""::pg_catalog.text IS DISTINCT FROM known.image ->> 'Part "No"' THEN theirs."Part ""No"""::pg_catalog.text ELSE twin."Part ""No""" END,
           "price" = CASE WHEN theirs."price"::pg_catalog.text IS DISTINCT FROM known.image ->> 'price' THEN theirs."price"::pg_catalog.text::numeric ELSE twin."price" END,
           "updated_at" = CASE WHEN theirs."updated_at"::pg_catalog.text IS DISTINCT FROM known.image ->> 'updated_at' THEN theirs."updated_at" ELSE twin."updated_at" END
      FROM _reorganize.shared AS known
      JOIN "Shop"."Order-Items" AS theirs ON theirs."id" = (known.key ->> 'id')::bigint
     WHERE known.step = 'copy Old Shop.Order-Items' AND known.key = ANY (_keys)
       AND (SELECT pg_catalog.to_jsonb(document.*) FROM (
             SELECT (theirs."id")::pg_catalog.text AS "id",
                    (theirs."Date, Due")::pg_catalog.text AS "Date, Due",
                    (theirs."Part ""No""")::pg_catalog.text AS "Part ""No""",
                    (theirs."price")::pg_catalog.text AS "price",
                    (theirs."updated_at")::pg_catalog.text AS "updated_at") AS document) <> known.image
       AND twin."id" = theirs."id";
  EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
    FOREACH _key IN ARRAY _all LOOP
      BEGIN
        _keys := ARRAY[_key];
        DELETE FROM "_reorganize"."twin Old Shop.Order-Items" AS twin USING (
          SELECT keys.key FROM pg_catalog.unnest(_keys) AS keys (key)
           WHERE NOT EXISTS (
             SELECT FROM "Shop"."Order-Items" AS theirs
              WHERE theirs."id" = (keys.key ->> 'id')::bigint)) AS gone
         WHERE twin."id" = (gone.key ->> 'id')::bigint;
        UPDATE "_reorganize"."twin Old Shop.Order-Items" AS twin
           SET "Due Date" = CASE WHEN theirs."Date, Due"::pg_catalog.text IS DISTINCT FROM known.image ->> 'Date, Due' THEN theirs."Date, Due"::pg_catalog.text::timestamp without time zone ELSE twin."Due Date" END,
               "Part ""No""" = CASE WHEN theirs."Part ""No"""::pg_catalog.text IS DISTINCT FROM known.image ->> 'Part "No"' THEN theirs."Part ""No"""::pg_catalog.text ELSE twin."Part ""No""" END,
               "price" = CASE WHEN theirs."price"::pg_catalog.text IS DISTINCT FROM known.image ->> 'price' THEN theirs."price"::pg_catalog.text::numeric ELSE twin."price" END,
               "updated_at" = CASE WHEN theirs."updated_at"::pg_catalog.text IS DISTINCT FROM known.image ->> 'updated_at' THEN theirs."updated_at" ELSE twin."updated_at" END
          FROM _reorganize.shared AS known
          JOIN "Shop"."Order-Items" AS theirs ON theirs."id" = (known.key ->> 'id')::bigint
         WHERE known.step = 'copy Old Shop.Order-Items' AND known.key = ANY (_keys)
           AND (SELECT pg_catalog.to_jsonb(document.*) FROM (
                 SELECT (theirs."id")::pg_catalog.text AS "id",
                        (theirs."Date, Due")::pg_catalog.text AS "Date, Due",
                        (theirs."Part ""No""")::pg_catalog.text AS "Part ""No""",
                        (theirs."price")::pg_catalog.text AS "price",
                        (theirs."updated_at")::pg_catalog.text AS "updated_at") AS document) <> known.image
           AND twin."id" = theirs."id";
      EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN NULL;
      END;
    END LOOP;
  END;
  RETURN NEXT;
END $reorganize$;
