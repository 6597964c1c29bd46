ALTER TABLE "shop"."Order-Items" ADD COLUMN "Due Date_reorganize" date;

CREATE FUNCTION "_reorganize"."shop.Order-Items.Due Date_reorganize"() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 SET bytea_output = 'hex' SET lc_monetary = 'C' SET xmloption = content AS $reorganize$
    BEGIN
      NEW."Due Date_reorganize" := NEW."Due Date"::date;
      RETURN NEW;
    EXCEPTION WHEN OTHERS THEN
      NEW."Due Date_reorganize" := NULL;
      RETURN NEW;
    END $reorganize$;

CREATE TRIGGER "~Due Date_reorganize" BEFORE INSERT OR UPDATE ON "shop"."Order-Items"
        FOR EACH ROW EXECUTE FUNCTION "_reorganize"."shop.Order-Items.Due Date_reorganize"();

ALTER TABLE "shop"."Order-Items" ENABLE ALWAYS TRIGGER "~Due Date_reorganize";
