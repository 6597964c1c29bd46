CREATE OR REPLACE FUNCTION "_reorganize"."copy Old Shop.Order-Items"(_cursor jsonb, _size integer)
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
  _places tid[];
  _row "Old Shop"."Order-Items"%ROWTYPE;
BEGIN
  _size := LEAST(_size, 500);
  -- The end is found before the rows are locked: a row whose key changes while we wait for it must not
  -- move the end of the batch.
  SELECT pg_catalog.jsonb_build_object('id', twin."id") INTO reached FROM "Old Shop"."Order-Items" AS twin
   WHERE (_cursor IS NULL OR (twin."id") > ((_cursor ->> 'id')::integer)) ORDER BY twin."id" OFFSET _size - 1 LIMIT 1;
  -- A program that changes one of these rows waits, and then finds it merged.
  SELECT pg_catalog.array_agg(batch.place) INTO _places FROM (
    SELECT twin.ctid AS place FROM "Old Shop"."Order-Items" AS twin
     WHERE (_cursor IS NULL OR (twin."id") > ((_cursor ->> 'id')::integer))
       AND (reached IS NULL OR (twin."id") <= ((reached ->> 'id')::integer)) ORDER BY twin."id" FOR SHARE) AS batch;
  handled := COALESCE(pg_catalog.cardinality(_places), 0);
  BEGIN
    WITH inserted AS (
      INSERT INTO "Shop"."Order-Items" AS theirs ("id", "Date, Due", "Part ""No""", "price", "updated_at")
      OVERRIDING SYSTEM VALUE
      SELECT twin."id" AS "id",
             twin."Due Date"::pg_catalog.text::timestamp(3) without time zone AS "Date, Due",
             twin."Part ""No"""::pg_catalog.text AS "Part ""No""",
             twin."price"::pg_catalog.text::numeric(8,2) AS "price",
             twin."updated_at" AS "updated_at"
        FROM "Old Shop"."Order-Items" AS twin WHERE twin.ctid = ANY (_places)
         AND (SELECT true FROM _reorganize.merged AS known
               WHERE known.step = 'copy Old Shop.Order-Items' AND known.key = pg_catalog.jsonb_build_object('id', twin."id") LIMIT 1) IS NULL
         AND (SELECT true FROM _reorganize.quarantine AS aside
               WHERE aside.key = pg_catalog.jsonb_build_object('id', twin."id") AND aside.step || ' ' || aside.relation = 'copy Old Shop.Order-Items Old Shop.Order-Items' LIMIT 1) IS NULL
      ON CONFLICT DO NOTHING RETURNING pg_catalog.jsonb_build_object('id', theirs."id") AS key)
    INSERT INTO _reorganize.merged (step, key) SELECT 'copy Old Shop.Order-Items', inserted.key FROM inserted;
  EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN NULL;
  END;
  SELECT pg_catalog.array_agg(twin.ctid) INTO _places FROM "Old Shop"."Order-Items" AS twin
   WHERE twin.ctid = ANY (_places)
     AND (SELECT true FROM _reorganize.merged AS known
           WHERE known.step = 'copy Old Shop.Order-Items' AND known.key = pg_catalog.jsonb_build_object('id', twin."id") LIMIT 1) IS NULL
     AND (SELECT true FROM _reorganize.quarantine AS aside
           WHERE aside.key = pg_catalog.jsonb_build_object('id', twin."id") AND aside.step || ' ' || aside.relation = 'copy Old Shop.Order-Items Old Shop.Order-Items' LIMIT 1) IS NULL;
  IF _places IS NOT NULL THEN
    BEGIN
      WITH judged AS MATERIALIZED (
        -- A column may be called as the table is here.
        SELECT _twin.*::"Old Shop"."Order-Items" AS mine, _theirs.*::"Shop"."Order-Items" AS theirs,
               CASE
                 WHEN (SELECT pg_catalog.to_jsonb(document.*) FROM (
                        SELECT (_twin."id")::pg_catalog.text AS "id",
                               (_twin."Due Date"::pg_catalog.text::timestamp(3) without time zone)::pg_catalog.text AS "Date, Due",
                               (_twin."Part ""No"""::pg_catalog.text)::pg_catalog.text AS "Part ""No""",
                               (_twin."price"::pg_catalog.text::numeric(8,2))::pg_catalog.text AS "price",
                               (_twin."updated_at")::pg_catalog.text AS "updated_at") AS document)
                    = (SELECT pg_catalog.to_jsonb(document.*) FROM (
                        SELECT (_theirs."id")::pg_catalog.text AS "id",
                               (_theirs."Date, Due")::pg_catalog.text AS "Date, Due",
                               (_theirs."Part ""No""")::pg_catalog.text AS "Part ""No""",
                               (_theirs."price")::pg_catalog.text AS "price",
                               (_theirs."updated_at")::pg_catalog.text AS "updated_at") AS document)
                 THEN 'the same row is in Shop.Order-Items'
                 WHEN false OR COALESCE(_twin."updated_at" > _theirs."updated_at", _twin."updated_at" IS NOT NULL) THEN NULL
                 ELSE 'an older version of the row in Shop.Order-Items'
               END AS reason,
               pg_catalog.nextval('_reorganize.quarantine_id_seq') AS id
          FROM "Old Shop"."Order-Items" AS _twin
          JOIN "Shop"."Order-Items" AS _theirs ON _theirs."id" = _twin."id"
         WHERE _twin.ctid = ANY (_places) FOR NO KEY UPDATE OF _theirs),
      aside AS (
        INSERT INTO _reorganize.quarantine (id, step, relation, key, row, reason) OVERRIDING SYSTEM VALUE
        SELECT judged.id, 'copy Old Shop.Order-Items',
               CASE WHEN judged.reason IS NULL THEN 'Shop.Order-Items' ELSE 'Old Shop.Order-Items' END,
               CASE WHEN judged.reason IS NULL THEN pg_catalog.jsonb_build_object('id', (judged.theirs)."id") ELSE pg_catalog.jsonb_build_object('id', (judged.mine)."id") END,
               CASE WHEN judged.reason IS NULL THEN (SELECT pg_catalog.to_jsonb(document.*) FROM (
                 SELECT ((judged.theirs)."id")::pg_catalog.text AS "id",
                        ((judged.theirs)."Date, Due")::pg_catalog.text AS "Date, Due",
                        ((judged.theirs)."Part ""No""")::pg_catalog.text AS "Part ""No""",
                        ((judged.theirs)."price")::pg_catalog.text AS "price",
                        ((judged.theirs)."updated_at")::pg_catalog.text AS "updated_at") AS document) ELSE (SELECT pg_catalog.to_jsonb(document.*) FROM (
                 SELECT ((judged.mine)."id")::pg_catalog.text AS "id",
                        ((judged.mine)."Due Date")::pg_catalog.text AS "Due Date",
                        ((judged.mine)."Part ""No""")::pg_catalog.text AS "Part ""No""",
                        ((judged.mine)."price")::pg_catalog.text AS "price",
                        ((judged.mine)."updated_at")::pg_catalog.text AS "updated_at") AS document) END,
               COALESCE(judged.reason, 'an older version of the row from Old Shop.Order-Items')
          FROM judged),
      known AS (
        INSERT INTO _reorganize.shared (step, key, image)
        SELECT 'copy Old Shop.Order-Items', pg_catalog.jsonb_build_object('id', (judged.theirs)."id"),
               (SELECT pg_catalog.to_jsonb(document.*) FROM (
                 SELECT ((judged.theirs)."id")::pg_catalog.text AS "id",
                        ((judged.theirs)."Date, Due")::pg_catalog.text AS "Date, Due",
                        ((judged.theirs)."Part ""No""")::pg_catalog.text AS "Part ""No""",
                        ((judged.theirs)."price")::pg_catalog.text AS "price",
                        ((judged.theirs)."updated_at")::pg_catalog.text AS "updated_at") AS document)
          FROM judged WHERE judged.reason IS NOT NULL
        ON CONFLICT (step, key) DO UPDATE SET image = EXCLUDED.image),
      replaced AS (
        UPDATE "Shop"."Order-Items" AS _theirs
           SET "Date, Due" = (judged.mine)."Due Date"::pg_catalog.text::timestamp(3) without time zone,
               "Part ""No""" = (judged.mine)."Part ""No"""::pg_catalog.text,
               "price" = (judged.mine)."price"::pg_catalog.text::numeric(8,2),
               "updated_at" = (judged.mine)."updated_at"
          FROM judged
         WHERE judged.reason IS NULL AND _theirs."id" = (judged.mine)."id")
      INSERT INTO _reorganize.merged (step, key, before, after, aside)
      SELECT 'copy Old Shop.Order-Items', pg_catalog.jsonb_build_object('id', (judged.theirs)."id"),
             (SELECT pg_catalog.to_jsonb(document.*) FROM (
               SELECT ((judged.theirs)."id")::pg_catalog.text AS "id",
                      ((judged.theirs)."Date, Due")::pg_catalog.text AS "Date, Due",
                      ((judged.theirs)."Part ""No""")::pg_catalog.text AS "Part ""No""",
                      ((judged.theirs)."price")::pg_catalog.text AS "price",
                      ((judged.theirs)."updated_at")::pg_catalog.text AS "updated_at") AS document),
             (SELECT pg_catalog.to_jsonb(document.*) FROM (
               SELECT ((judged.mine)."id")::pg_catalog.text AS "id",
                      ((judged.mine)."Due Date"::pg_catalog.text::timestamp(3) without time zone)::pg_catalog.text AS "Date, Due",
                      ((judged.mine)."Part ""No"""::pg_catalog.text)::pg_catalog.text AS "Part ""No""",
                      ((judged.mine)."price"::pg_catalog.text::numeric(8,2))::pg_catalog.text AS "price",
                      ((judged.mine)."updated_at")::pg_catalog.text AS "updated_at") AS document), judged.id
        FROM judged WHERE judged.reason IS NULL;
    EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN NULL;
    END;
    FOR _row IN
      SELECT twin.* FROM "Old Shop"."Order-Items" AS twin WHERE twin.ctid = ANY (_places)
         AND (SELECT true FROM _reorganize.merged AS known
               WHERE known.step = 'copy Old Shop.Order-Items' AND known.key = pg_catalog.jsonb_build_object('id', twin."id") LIMIT 1) IS NULL
         AND (SELECT true FROM _reorganize.quarantine AS aside
               WHERE aside.key = pg_catalog.jsonb_build_object('id', twin."id") AND aside.step || ' ' || aside.relation = 'copy Old Shop.Order-Items Old Shop.Order-Items' LIMIT 1) IS NULL
    LOOP
      PERFORM "_reorganize"."reconcile Old Shop.Order-Items"(_row, NULL);
    END LOOP;
  END IF;
  RETURN NEXT;
END $reorganize$;
