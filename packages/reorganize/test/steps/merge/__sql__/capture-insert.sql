CREATE OR REPLACE FUNCTION "_reorganize"."capture insert Old Shop.Order-Items"()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' SET extra_float_digits = 1 SET bytea_output = 'hex' SET lc_monetary = 'C' SET xmloption = content
AS $reorganize$
#variable_conflict use_variable
DECLARE
BEGIN
  IF TG_LEVEL = 'STATEMENT' THEN
    -- A compatibility view names itself once the statement writes.
    PERFORM pg_catalog.set_config('reorganize.via', '', true);
  ELSIF COALESCE(pg_catalog.current_setting('reorganize.via', true), '') = 'Old Shop.Order-Items' THEN
    INSERT INTO _reorganize.merged (step, key) VALUES ('copy Old Shop.Order-Items', pg_catalog.jsonb_build_object('id', NEW."id"))
    ON CONFLICT (step, key) DO NOTHING;
  END IF;
  RETURN NULL;
END $reorganize$;
