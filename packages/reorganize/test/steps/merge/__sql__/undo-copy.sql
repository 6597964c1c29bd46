CREATE OR REPLACE FUNCTION "_reorganize"."undo copy Old Shop.Order-Items"(_cursor jsonb, _size integer)
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
  _keys jsonb[];
  _key jsonb;
  _first bigint;
  _last bigint;
BEGIN
  _size := LEAST(_size, 500);
  SELECT pg_catalog.array_agg(batch.key ORDER BY batch.place DESC), pg_catalog.min(batch.place), pg_catalog.max(batch.place)
    INTO _keys, _first, _last FROM (
    SELECT known.key, known.place FROM _reorganize.merged AS known
     WHERE known.step = 'copy Old Shop.Order-Items' AND (_cursor IS NULL OR known.place < _cursor::bigint)
     ORDER BY known.step DESC, known.place DESC LIMIT _size) AS batch;
  handled := COALESCE(pg_catalog.cardinality(_keys), 0);
  IF handled = _size THEN reached := pg_catalog.to_jsonb(_first); END IF;
  IF handled > 0 THEN
    PERFORM FROM pg_catalog.unnest(_keys) AS keys (key)
       JOIN "Old Shop"."Order-Items" AS twin ON twin."id" = (keys.key ->> 'id')::bigint FOR UPDATE OF twin;
    -- A program may have inserted a row where one was deleted: from here on it waits.
    SELECT COALESCE(pg_catalog.array_agg(batch.key ORDER BY batch.place DESC), '{}') INTO _keys FROM (
      SELECT known.key, known.place FROM _reorganize.merged AS known
       WHERE known.step = 'copy Old Shop.Order-Items' AND known.place BETWEEN _first AND _last FOR UPDATE) AS batch;
    PERFORM "_reorganize"."return rows Old Shop.Order-Items"(_keys);
    BEGIN
      DELETE FROM "Shop"."Order-Items" AS theirs
       USING _reorganize.merged AS going WHERE going.step = 'copy Old Shop.Order-Items' AND going.key = ANY (_keys) AND NOT going.stays AND going.before IS NULL AND theirs."id" = (going.key ->> 'id')::bigint;
      UPDATE "Shop"."Order-Items" AS theirs
         SET "Date, Due" = CASE WHEN theirs."Date, Due"::pg_catalog.text IS DISTINCT FROM going.after ->> 'Date, Due' THEN theirs."Date, Due"
                  ELSE (going.before ->> 'Date, Due')::timestamp(3) without time zone END,
             "Part ""No""" = CASE WHEN theirs."Part ""No"""::pg_catalog.text IS DISTINCT FROM going.after ->> 'Part "No"' THEN theirs."Part ""No"""
                  ELSE (going.before ->> 'Part "No"')::character varying(20) END,
             "price" = CASE WHEN theirs."price"::pg_catalog.text IS DISTINCT FROM going.after ->> 'price' THEN theirs."price"
                  ELSE (going.before ->> 'price')::numeric(8,2) END,
             "updated_at" = CASE WHEN theirs."updated_at"::pg_catalog.text IS DISTINCT FROM going.after ->> 'updated_at' THEN theirs."updated_at"
                  ELSE (going.before ->> 'updated_at')::timestamp without time zone END
        FROM _reorganize.merged AS going WHERE going.step = 'copy Old Shop.Order-Items' AND going.key = ANY (_keys) AND NOT going.stays AND going.before IS NOT NULL AND theirs."id" = (going.key ->> 'id')::bigint;
      DELETE FROM _reorganize.quarantine AS aside
       USING _reorganize.merged AS going WHERE going.step = 'copy Old Shop.Order-Items' AND going.key = ANY (_keys) AND NOT going.stays AND aside.id = going.aside;
    EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
      FOREACH _key IN ARRAY _keys LOOP
        BEGIN
          DELETE FROM "Shop"."Order-Items" AS theirs
           USING _reorganize.merged AS going WHERE going.step = 'copy Old Shop.Order-Items' AND going.key = _key AND NOT going.stays AND going.before IS NULL AND theirs."id" = (going.key ->> 'id')::bigint;
          UPDATE "Shop"."Order-Items" AS theirs
             SET "Date, Due" = CASE WHEN theirs."Date, Due"::pg_catalog.text IS DISTINCT FROM going.after ->> 'Date, Due' THEN theirs."Date, Due"
                      ELSE (going.before ->> 'Date, Due')::timestamp(3) without time zone END,
                 "Part ""No""" = CASE WHEN theirs."Part ""No"""::pg_catalog.text IS DISTINCT FROM going.after ->> 'Part "No"' THEN theirs."Part ""No"""
                      ELSE (going.before ->> 'Part "No"')::character varying(20) END,
                 "price" = CASE WHEN theirs."price"::pg_catalog.text IS DISTINCT FROM going.after ->> 'price' THEN theirs."price"
                      ELSE (going.before ->> 'price')::numeric(8,2) END,
                 "updated_at" = CASE WHEN theirs."updated_at"::pg_catalog.text IS DISTINCT FROM going.after ->> 'updated_at' THEN theirs."updated_at"
                      ELSE (going.before ->> 'updated_at')::timestamp without time zone END
            FROM _reorganize.merged AS going WHERE going.step = 'copy Old Shop.Order-Items' AND going.key = _key AND NOT going.stays AND going.before IS NOT NULL AND theirs."id" = (going.key ->> 'id')::bigint;
          DELETE FROM _reorganize.quarantine AS aside
           USING _reorganize.merged AS going WHERE going.step = 'copy Old Shop.Order-Items' AND going.key = _key AND NOT going.stays AND aside.id = going.aside;
        EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN NULL;
        END;
      END LOOP;
    END;
    DELETE FROM _reorganize.merged WHERE step = 'copy Old Shop.Order-Items' AND key = ANY (_keys);
  END IF;
  RETURN NEXT;
END $reorganize$;
