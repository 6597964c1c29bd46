CREATE OR REPLACE FUNCTION "_reorganize"."repair on write shop.Order-Items"() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 SET bytea_output = 'hex' SET lc_monetary = 'C' SET xmloption = content AS $reorganize$
    DECLARE
      r record;
    BEGIN
      r := NEW;
      NEW."Due Date" := COALESCE(r."Due Date", 'to''day');
      NEW."part of" := NULLIF(r."part of", 0);
      RETURN NEW;
    END$reorganize$;

REVOKE ALL ON FUNCTION "_reorganize"."repair on write shop.Order-Items"() FROM PUBLIC;

CREATE TRIGGER "_reorganize_repair" BEFORE INSERT OR UPDATE ON "shop"."Order-Items" FOR EACH ROW EXECUTE FUNCTION "_reorganize"."repair on write shop.Order-Items"();
