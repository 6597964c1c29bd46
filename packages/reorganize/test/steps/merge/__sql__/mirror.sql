CREATE OR REPLACE FUNCTION "_reorganize"."mirror Old Shop.Order-Items"()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 SET bytea_output = 'hex' SET lc_monetary = 'C' SET xmloption = content
AS $reorganize$
#variable_conflict use_variable
DECLARE
  _old jsonb;
  _new jsonb;
BEGIN
  IF TG_OP <> 'INSERT' THEN _old := pg_catalog.jsonb_build_object('id', OLD."id"); END IF;
  IF TG_OP <> 'DELETE' THEN _new := pg_catalog.jsonb_build_object('id', NEW."id"); END IF;
  IF NOT EXISTS (SELECT FROM _reorganize.merged AS known WHERE known.step = 'copy Old Shop.Order-Items' AND known.key = COALESCE(_old, _new) FOR KEY SHARE) THEN
    IF EXISTS (SELECT FROM _reorganize.shared AS known WHERE known.step = 'copy Old Shop.Order-Items' AND known.key = _old) THEN
      BEGIN
        IF TG_OP = 'DELETE' OR _old <> _new THEN
          DELETE FROM "_reorganize"."twin Old Shop.Order-Items" AS twin WHERE twin."id" = OLD."id";
        ELSE
          UPDATE "_reorganize"."twin Old Shop.Order-Items" AS twin
             SET "Due Date" = CASE WHEN OLD."Date, Due"::pg_catalog.text IS DISTINCT FROM NEW."Date, Due"::pg_catalog.text THEN NEW."Date, Due"::pg_catalog.text::timestamp without time zone ELSE twin."Due Date" END,
                 "Part ""No""" = CASE WHEN OLD."Part ""No"""::pg_catalog.text IS DISTINCT FROM NEW."Part ""No"""::pg_catalog.text THEN NEW."Part ""No"""::pg_catalog.text ELSE twin."Part ""No""" END,
                 "price" = CASE WHEN OLD."price"::pg_catalog.text IS DISTINCT FROM NEW."price"::pg_catalog.text THEN NEW."price"::pg_catalog.text::numeric ELSE twin."price" END,
                 "updated_at" = CASE WHEN OLD."updated_at"::pg_catalog.text IS DISTINCT FROM NEW."updated_at"::pg_catalog.text THEN NEW."updated_at" ELSE twin."updated_at" END
           WHERE twin."id" = NEW."id";
        END IF;
      EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN NULL;
      END;
    END IF;
    RETURN NULL;
  END IF;
  BEGIN
    IF TG_OP = 'DELETE' OR _old <> _new THEN
      DELETE FROM "_reorganize"."twin Old Shop.Order-Items" AS twin WHERE twin."id" = OLD."id";
    END IF;
    IF TG_OP <> 'DELETE' THEN
      IF EXISTS (SELECT FROM "_reorganize"."twin Old Shop.Order-Items" AS twin WHERE twin."id" = NEW."id") THEN
        UPDATE "_reorganize"."twin Old Shop.Order-Items" AS twin
           SET "Due Date" = CASE WHEN NEW."Date, Due"::pg_catalog.text IS NOT DISTINCT FROM (twin."Due Date"::pg_catalog.text::timestamp(3) without time zone)::pg_catalog.text THEN twin."Due Date" ELSE NEW."Date, Due"::pg_catalog.text::timestamp without time zone END,
               "Part ""No""" = CASE WHEN NEW."Part ""No"""::pg_catalog.text IS NOT DISTINCT FROM (twin."Part ""No"""::pg_catalog.text)::pg_catalog.text THEN twin."Part ""No""" ELSE NEW."Part ""No"""::pg_catalog.text END,
               "price" = CASE WHEN NEW."price"::pg_catalog.text IS NOT DISTINCT FROM (twin."price"::pg_catalog.text::numeric(8,2))::pg_catalog.text THEN twin."price" ELSE NEW."price"::pg_catalog.text::numeric END,
               "updated_at" = NEW."updated_at"
         WHERE twin."id" = NEW."id"
           AND ROW((NEW."Date, Due")::pg_catalog.text, (NEW."Part ""No""")::pg_catalog.text, (NEW."price")::pg_catalog.text, (NEW."updated_at")::pg_catalog.text)
               IS DISTINCT FROM ROW((twin."Due Date"::pg_catalog.text::timestamp(3) without time zone)::pg_catalog.text, (twin."Part ""No"""::pg_catalog.text)::pg_catalog.text, (twin."price"::pg_catalog.text::numeric(8,2))::pg_catalog.text, (twin."updated_at")::pg_catalog.text);
      ELSE
        INSERT INTO "_reorganize"."twin Old Shop.Order-Items" ("id", "Due Date", "Part ""No""", "price", "updated_at")
        OVERRIDING SYSTEM VALUE
        SELECT NEW."id", NEW."Date, Due"::pg_catalog.text::timestamp without time zone, NEW."Part ""No"""::pg_catalog.text, NEW."price"::pg_catalog.text::numeric, NEW."updated_at";
      END IF;
    END IF;
  EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
    UPDATE _reorganize.merged SET stays = true WHERE step = 'copy Old Shop.Order-Items' AND key = COALESCE(_old, _new);
  END;
  IF _old <> _new THEN
    DELETE FROM _reorganize.merged WHERE step = 'copy Old Shop.Order-Items' AND key = _new;
    UPDATE _reorganize.merged SET key = _new WHERE step = 'copy Old Shop.Order-Items' AND key = COALESCE(_old, _new);
  END IF;
  RETURN NULL;
END $reorganize$;
