DROP TRIGGER IF EXISTS "~back_up_reorganize" ON "shop"."Order-Items";

DROP TRIGGER IF EXISTS "~back_up_reorganize_update" ON "shop"."Order-Items";

DROP FUNCTION IF EXISTS "_reorganize"."back up shop.Order-Items"();

CREATE FUNCTION "_reorganize"."back up shop.Order-Items"() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 SET bytea_output = 'hex' SET lc_monetary = 'C' SET xmloption = content AS $reorganize$
    DECLARE
      r "shop"."Order-Items";
      old_key jsonb;
    BEGIN
      IF TG_OP <> 'INSERT' THEN
        r := OLD;
        old_key := pg_catalog.jsonb_build_object('Item Id', r."Item Id");
      END IF;
      IF TG_OP = 'DELETE' THEN
        DELETE FROM _reorganize.originals WHERE step = 'columns of shop.Order-Items' AND key = old_key;
        RETURN NULL;
      END IF;
      r := NEW;
      IF old_key <> pg_catalog.jsonb_build_object('Item Id', r."Item Id") THEN
        DELETE FROM _reorganize.originals WHERE step = 'columns of shop.Order-Items' AND key = old_key;
      END IF;
      INSERT INTO _reorganize.originals (step, key, before, after)
      SELECT 'columns of shop.Order-Items', key, document, '{}'
        FROM (SELECT pg_catalog.jsonb_build_object('Item Id', r."Item Id"), CASE
          WHEN r."Due Date" IS NOT NULL
          THEN (SELECT pg_catalog.to_jsonb(document.*) FROM (
  SELECT (r."Due Date")::pg_catalog.text AS "Due Date") AS document)
          ELSE '{}'
        END) AS kept (key, document)
      ON CONFLICT (step, key) DO UPDATE SET before = EXCLUDED.before;
      RETURN NULL;
    END$reorganize$;

CREATE TRIGGER "~back_up_reorganize" AFTER INSERT OR DELETE ON "shop"."Order-Items" FOR EACH ROW EXECUTE FUNCTION "_reorganize"."back up shop.Order-Items"();

ALTER TABLE "shop"."Order-Items" ENABLE ALWAYS TRIGGER "~back_up_reorganize";

CREATE TRIGGER "~back_up_reorganize_update" AFTER UPDATE ON "shop"."Order-Items" FOR EACH ROW WHEN (pg_catalog.record_image_ne(ROW(OLD."Item Id", OLD."Due Date"), ROW(NEW."Item Id", NEW."Due Date"))) EXECUTE FUNCTION "_reorganize"."back up shop.Order-Items"();

ALTER TABLE "shop"."Order-Items" ENABLE ALWAYS TRIGGER "~back_up_reorganize_update";
