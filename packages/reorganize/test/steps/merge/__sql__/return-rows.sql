CREATE OR REPLACE FUNCTION "_reorganize"."return rows Old Shop.Order-Items"(_keys jsonb[])
RETURNS void
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
  _key jsonb;
BEGIN
  -- A program that changes one of these rows in the survivor waits until the twin has it.
  PERFORM FROM pg_catalog.unnest(_keys) AS keys (key)
     JOIN "Shop"."Order-Items" AS theirs ON theirs."id" = (keys.key ->> 'id')::bigint FOR SHARE OF theirs;
  UPDATE _reorganize.merged SET stays = false WHERE step = 'copy Old Shop.Order-Items' AND key = ANY (_keys) AND stays;
  BEGIN
    DELETE FROM "_reorganize"."twin Old Shop.Order-Items" AS twin USING (
      SELECT keys.key FROM pg_catalog.unnest(_keys) AS keys (key)
       WHERE NOT EXISTS (
         SELECT FROM "Shop"."Order-Items" AS theirs
          WHERE theirs."id" = (keys.key ->> 'id')::bigint)) AS gone
     WHERE twin."id" = (gone.key ->> 'id')::bigint;
    UPDATE "_reorganize"."twin Old Shop.Order-Items" AS twin
       SET "Due Date" = CASE WHEN theirs."Date, Due"::pg_catalog.text IS NOT DISTINCT FROM (twin."Due Date"::pg_catalog.text::timestamp(3) without time zone)::pg_catalog.text THEN twin."Due Date" ELSE theirs."Date, Due"::pg_catalog.text::timestamp without time zone END,
           "Part ""No""" = CASE WHEN theirs."Part ""No"""::pg_catalog.text IS NOT DISTINCT FROM (twin."Part ""No"""::pg_catalog.text)::pg_catalog.text THEN twin."Part ""No""" ELSE theirs."Part ""No"""::pg_catalog.text END,
           "price" = CASE WHEN theirs."price"::pg_catalog.text IS NOT DISTINCT FROM (twin."price"::pg_catalog.text::numeric(8,2))::pg_catalog.text THEN twin."price" ELSE theirs."price"::pg_catalog.text::numeric END,
           "updated_at" = theirs."updated_at"
     FROM pg_catalog.unnest(_keys) AS keys (key)
     JOIN "Shop"."Order-Items" AS theirs ON theirs."id" = (keys.key ->> 'id')::bigint
    WHERE twin."id" = theirs."id"
       AND ROW((theirs."Date, Due")::pg_catalog.text, (theirs."Part ""No""")::pg_catalog.text, (theirs."price")::pg_catalog.text, (theirs."updated_at")::pg_catalog.text)
           IS DISTINCT FROM ROW((twin."Due Date"::pg_catalog.text::timestamp(3) without time zone)::pg_catalog.text, (twin."Part ""No"""::pg_catalog.text)::pg_catalog.text, (twin."price"::pg_catalog.text::numeric(8,2))::pg_catalog.text, (twin."updated_at")::pg_catalog.text);
    INSERT INTO "_reorganize"."twin Old Shop.Order-Items" ("id", "Due Date", "Part ""No""", "price", "updated_at")
    OVERRIDING SYSTEM VALUE
    SELECT theirs."id", theirs."Date, Due"::pg_catalog.text::timestamp without time zone, theirs."Part ""No"""::pg_catalog.text, theirs."price"::pg_catalog.text::numeric, theirs."updated_at"
      FROM pg_catalog.unnest(_keys) AS keys (key)
      JOIN "Shop"."Order-Items" AS theirs ON theirs."id" = (keys.key ->> 'id')::bigint
     WHERE NOT EXISTS (SELECT FROM "_reorganize"."twin Old Shop.Order-Items" AS twin WHERE twin."id" = theirs."id");
  EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
    IF pg_catalog.cardinality(_keys) = 1 THEN
      UPDATE _reorganize.merged SET stays = true WHERE step = 'copy Old Shop.Order-Items' AND key = _keys[1];
    ELSE
      FOREACH _key IN ARRAY _keys LOOP PERFORM "_reorganize"."return rows Old Shop.Order-Items"(ARRAY[_key]); END LOOP;
    END IF;
  END;
END $reorganize$;
