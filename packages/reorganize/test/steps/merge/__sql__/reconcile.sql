CREATE OR REPLACE FUNCTION "_reorganize"."reconcile Old Shop.Order-Items"(_twin "Old Shop"."Order-Items", _written text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 SET bytea_output = 'hex' SET lc_monetary = 'C' SET xmloption = content
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $reorganize$
#variable_conflict use_variable
DECLARE
  _mine record;
  _theirs "Shop"."Order-Items"%ROWTYPE;
  _reason text;
  _constraint text;
  _column text;
  _aside bigint;
BEGIN
  BEGIN
    SELECT _twin."id" AS "id",
           _twin."Due Date"::pg_catalog.text::timestamp(3) without time zone AS "Date, Due",
           _twin."Part ""No"""::pg_catalog.text AS "Part ""No""",
           _twin."price"::pg_catalog.text::numeric(8,2) AS "price",
           _twin."updated_at" AS "updated_at"
      INTO _mine;
    FOR _attempt IN 1..10 LOOP
      SELECT theirs.* INTO _theirs FROM "Shop"."Order-Items" AS theirs
       WHERE theirs."id" = _twin."id" FOR UPDATE;
      IF FOUND THEN
        _reason := CASE
                     WHEN (SELECT pg_catalog.to_jsonb(document.*) FROM (
                            SELECT (_mine."id")::pg_catalog.text AS "id",
                                   (_mine."Date, Due")::pg_catalog.text AS "Date, Due",
                                   (_mine."Part ""No""")::pg_catalog.text AS "Part ""No""",
                                   (_mine."price")::pg_catalog.text AS "price",
                                   (_mine."updated_at")::pg_catalog.text AS "updated_at") AS document)
                        = (SELECT pg_catalog.to_jsonb(document.*) FROM (
                            SELECT (_theirs."id")::pg_catalog.text AS "id",
                                   (_theirs."Date, Due")::pg_catalog.text AS "Date, Due",
                                   (_theirs."Part ""No""")::pg_catalog.text AS "Part ""No""",
                                   (_theirs."price")::pg_catalog.text AS "price",
                                   (_theirs."updated_at")::pg_catalog.text AS "updated_at") AS document)
                     THEN 'the same row is in Shop.Order-Items'
                     WHEN _written IS NOT NULL OR COALESCE(_mine."updated_at" > _theirs."updated_at", _mine."updated_at" IS NOT NULL) THEN NULL
                     ELSE 'an older version of the row in Shop.Order-Items'
                   END;
        IF _reason IS NULL THEN
          INSERT INTO _reorganize.quarantine (step, relation, key, row, reason)
          VALUES ('copy Old Shop.Order-Items', 'Shop.Order-Items', pg_catalog.jsonb_build_object('id', _theirs."id"), (SELECT pg_catalog.to_jsonb(document.*) FROM (
                                                                                                                        SELECT (_theirs."id")::pg_catalog.text AS "id",
                                                                                                                               (_theirs."Date, Due")::pg_catalog.text AS "Date, Due",
                                                                                                                               (_theirs."Part ""No""")::pg_catalog.text AS "Part ""No""",
                                                                                                                               (_theirs."price")::pg_catalog.text AS "price",
                                                                                                                               (_theirs."updated_at")::pg_catalog.text AS "updated_at") AS document), 'an older version of the row from Old Shop.Order-Items')
          RETURNING id INTO _aside;
          UPDATE "Shop"."Order-Items" AS theirs
             SET "Date, Due" = _mine."Date, Due",
                 "Part ""No""" = _mine."Part ""No""",
                 "price" = _mine."price",
                 "updated_at" = _mine."updated_at"
           WHERE theirs."id" = _twin."id";
          INSERT INTO _reorganize.merged (step, key, before, after, aside)
          VALUES ('copy Old Shop.Order-Items', pg_catalog.jsonb_build_object('id', _theirs."id"),
                  (SELECT pg_catalog.to_jsonb(document.*) FROM (
                    SELECT (_theirs."id")::pg_catalog.text AS "id",
                           (_theirs."Date, Due")::pg_catalog.text AS "Date, Due",
                           (_theirs."Part ""No""")::pg_catalog.text AS "Part ""No""",
                           (_theirs."price")::pg_catalog.text AS "price",
                           (_theirs."updated_at")::pg_catalog.text AS "updated_at") AS document),
                  (SELECT pg_catalog.to_jsonb(document.*) FROM (
                    SELECT (_mine."id")::pg_catalog.text AS "id",
                           (_mine."Date, Due")::pg_catalog.text AS "Date, Due",
                           (_mine."Part ""No""")::pg_catalog.text AS "Part ""No""",
                           (_mine."price")::pg_catalog.text AS "price",
                           (_mine."updated_at")::pg_catalog.text AS "updated_at") AS document), _aside);
        ELSE
          INSERT INTO _reorganize.shared (step, key, image)
          VALUES ('copy Old Shop.Order-Items', pg_catalog.jsonb_build_object('id', _theirs."id"),
                  (SELECT pg_catalog.to_jsonb(document.*) FROM (
                    SELECT (_theirs."id")::pg_catalog.text AS "id",
                           (_theirs."Date, Due")::pg_catalog.text AS "Date, Due",
                           (_theirs."Part ""No""")::pg_catalog.text AS "Part ""No""",
                           (_theirs."price")::pg_catalog.text AS "price",
                           (_theirs."updated_at")::pg_catalog.text AS "updated_at") AS document))
          ON CONFLICT (step, key) DO UPDATE SET image = EXCLUDED.image;
        END IF;
        EXIT;
      END IF;
      BEGIN
        INSERT INTO "Shop"."Order-Items" ("id", "Date, Due", "Part ""No""", "price", "updated_at")
        OVERRIDING SYSTEM VALUE
        VALUES (_mine."id", _mine."Date, Due", _mine."Part ""No""", _mine."price", _mine."updated_at");
        INSERT INTO _reorganize.merged (step, key) VALUES ('copy Old Shop.Order-Items', pg_catalog.jsonb_build_object('id', _mine."id"));
        RETURN;
      EXCEPTION WHEN unique_violation THEN
        GET STACKED DIAGNOSTICS _constraint = CONSTRAINT_NAME;
        -- A program has written the same key to the survivor since we looked: look again.
        IF _constraint <> 'Order-Items key' THEN RAISE; END IF;
      END;
      IF _attempt = 10 THEN
        -- A program's snapshot does not see the row at all.
        RAISE EXCEPTION USING
          ERRCODE = 'serialization_failure',
          MESSAGE = 'could not serialize access due to concurrent update';
      END IF;
    END LOOP;
  EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
    IF _written = 'INSERT' THEN RAISE; END IF;
    GET STACKED DIAGNOSTICS _constraint = CONSTRAINT_NAME, _column = COLUMN_NAME;
    _reason := CASE
                 WHEN SQLSTATE = '23505' THEN
                   CASE _constraint
                     WHEN 'Order-Items key' THEN 'the same id is in Shop.Order-Items'
                     WHEN 'one part' THEN 'the same Part "No" is in Shop.Order-Items'
                     ELSE 'a unique rule of Shop.Order-Items'
                   END
                 WHEN SQLSTATE = '23502' THEN 'Shop.Order-Items needs a value in ' || _column
                 WHEN _constraint <> '' THEN 'breaks the rule ' || _constraint || ' of Shop.Order-Items'
                 ELSE 'a value that Shop.Order-Items cannot take'
               END;
  END;
  IF _reason IS NOT NULL THEN
    INSERT INTO _reorganize.quarantine (step, relation, key, row, reason)
    VALUES ('copy Old Shop.Order-Items', 'Old Shop.Order-Items', pg_catalog.jsonb_build_object('id', _twin."id"), (SELECT pg_catalog.to_jsonb(document.*) FROM (
                                                                                                                    SELECT (_twin."id")::pg_catalog.text AS "id",
                                                                                                                           (_twin."Due Date")::pg_catalog.text AS "Due Date",
                                                                                                                           (_twin."Part ""No""")::pg_catalog.text AS "Part ""No""",
                                                                                                                           (_twin."price")::pg_catalog.text AS "price",
                                                                                                                           (_twin."updated_at")::pg_catalog.text AS "updated_at") AS document), _reason);
  END IF;
END $reorganize$;
