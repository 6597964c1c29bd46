CREATE OR REPLACE FUNCTION "_reorganize"."dual-write Old Shop.Order-Items"()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 SET bytea_output = 'hex' SET lc_monetary = 'C' SET xmloption = content
AS $reorganize$
#variable_conflict use_variable
DECLARE
  _old jsonb;
  _new jsonb;
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION USING
      ERRCODE = 'feature_not_supported',
      MESSAGE = 'Old Shop.Order-Items cannot be truncated while it is merged into Shop.Order-Items';
  END IF;
  IF TG_OP <> 'INSERT' THEN _old := pg_catalog.jsonb_build_object('id', OLD."id"); END IF;
  IF TG_OP <> 'DELETE' THEN _new := pg_catalog.jsonb_build_object('id', NEW."id"); END IF;
  IF _old IS NOT NULL
     AND EXISTS (SELECT FROM _reorganize.merged AS known WHERE known.step = 'copy Old Shop.Order-Items' AND known.key = _old FOR KEY SHARE)
  THEN
    IF TG_OP = 'DELETE' THEN
      DELETE FROM "Shop"."Order-Items" AS theirs WHERE theirs."id" = OLD."id";
      DELETE FROM _reorganize.merged WHERE step = 'copy Old Shop.Order-Items' AND key = _old;
    ELSE
      UPDATE "Shop"."Order-Items" AS theirs
         SET "Date, Due" = CASE WHEN OLD."Due Date"::pg_catalog.text IS DISTINCT FROM NEW."Due Date"::pg_catalog.text THEN NEW."Due Date"::pg_catalog.text::timestamp(3) without time zone ELSE theirs."Date, Due" END,
             "Part ""No""" = CASE WHEN OLD."Part ""No"""::pg_catalog.text IS DISTINCT FROM NEW."Part ""No"""::pg_catalog.text THEN NEW."Part ""No"""::pg_catalog.text ELSE theirs."Part ""No""" END,
             "price" = CASE WHEN OLD."price"::pg_catalog.text IS DISTINCT FROM NEW."price"::pg_catalog.text THEN NEW."price"::pg_catalog.text::numeric(8,2) ELSE theirs."price" END,
             "updated_at" = CASE WHEN OLD."updated_at"::pg_catalog.text IS DISTINCT FROM NEW."updated_at"::pg_catalog.text THEN NEW."updated_at" ELSE theirs."updated_at" END
       WHERE theirs."id" = OLD."id";
      IF NOT FOUND THEN
        INSERT INTO "Shop"."Order-Items" ("id", "Date, Due", "Part ""No""", "price", "updated_at")
        OVERRIDING SYSTEM VALUE
        VALUES (NEW."id", NEW."Due Date"::pg_catalog.text::timestamp(3) without time zone, NEW."Part ""No"""::pg_catalog.text, NEW."price"::pg_catalog.text::numeric(8,2), NEW."updated_at");
      END IF;
      UPDATE _reorganize.merged
         SET after = after || COALESCE((
                                SELECT pg_catalog.jsonb_object_agg(now.key, now.value)
                                  FROM pg_catalog.jsonb_each((SELECT pg_catalog.to_jsonb(document.*) FROM (
                                         SELECT (NEW."id")::pg_catalog.text AS "id",
                                                (NEW."Due Date"::pg_catalog.text::timestamp(3) without time zone)::pg_catalog.text AS "Date, Due",
                                                (NEW."Part ""No"""::pg_catalog.text)::pg_catalog.text AS "Part ""No""",
                                                (NEW."price"::pg_catalog.text::numeric(8,2))::pg_catalog.text AS "price",
                                                (NEW."updated_at")::pg_catalog.text AS "updated_at") AS document)) AS now
                                  JOIN pg_catalog.jsonb_each((SELECT pg_catalog.to_jsonb(document.*) FROM (
                                         SELECT (OLD."id")::pg_catalog.text AS "id",
                                                (OLD."Due Date"::pg_catalog.text::timestamp(3) without time zone)::pg_catalog.text AS "Date, Due",
                                                (OLD."Part ""No"""::pg_catalog.text)::pg_catalog.text AS "Part ""No""",
                                                (OLD."price"::pg_catalog.text::numeric(8,2))::pg_catalog.text AS "price",
                                                (OLD."updated_at")::pg_catalog.text AS "updated_at") AS document)) AS was ON was.key = now.key
                                 WHERE now.value <> was.value), '{}')
       WHERE step = 'copy Old Shop.Order-Items' AND key = _old AND after IS NOT NULL;
      IF _old <> _new THEN UPDATE _reorganize.merged SET key = _new WHERE step = 'copy Old Shop.Order-Items' AND key = _old; END IF;
    END IF;
  ELSIF _old IS NULL
     AND EXISTS (SELECT FROM _reorganize.merged AS known WHERE known.step = 'copy Old Shop.Order-Items' AND known.key = _new FOR KEY SHARE)
  THEN
    UPDATE "Shop"."Order-Items" AS theirs
       SET "Date, Due" = NEW."Due Date"::pg_catalog.text::timestamp(3) without time zone,
           "Part ""No""" = NEW."Part ""No"""::pg_catalog.text,
           "price" = NEW."price"::pg_catalog.text::numeric(8,2),
           "updated_at" = NEW."updated_at"
     WHERE theirs."id" = NEW."id";
    IF NOT FOUND THEN
      INSERT INTO "Shop"."Order-Items" ("id", "Date, Due", "Part ""No""", "price", "updated_at")
      OVERRIDING SYSTEM VALUE
      VALUES (NEW."id", NEW."Due Date"::pg_catalog.text::timestamp(3) without time zone, NEW."Part ""No"""::pg_catalog.text, NEW."price"::pg_catalog.text::numeric(8,2), NEW."updated_at");
    END IF;
  ELSE
    IF TG_OP <> 'INSERT' THEN
      DELETE FROM _reorganize.quarantine AS aside WHERE aside.key = pg_catalog.jsonb_build_object('id', OLD."id") AND aside.step || ' ' || aside.relation = 'copy Old Shop.Order-Items Old Shop.Order-Items';
      DELETE FROM _reorganize.shared WHERE step = 'copy Old Shop.Order-Items' AND key = pg_catalog.jsonb_build_object('id', OLD."id");
    END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM "_reorganize"."reconcile Old Shop.Order-Items"(NEW, TG_OP); END IF;
  END IF;
  RETURN NULL;
END $reorganize$;
