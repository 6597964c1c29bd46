-- The time of the last change, which no program may forget.

CREATE FUNCTION "promptcraft"."set_updated_at"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at := pg_catalog.now();
  RETURN NEW;
END;
$$;
COMMENT ON FUNCTION "promptcraft"."set_updated_at"()
  IS 'BEFORE UPDATE, FOR EACH ROW: sets updated_at to the start of the transaction.';

CREATE TRIGGER "tenant_set_updated_at" BEFORE UPDATE ON "promptcraft"."tenant"
  FOR EACH ROW EXECUTE FUNCTION "promptcraft"."set_updated_at"();
CREATE TRIGGER "user_set_updated_at" BEFORE UPDATE ON "promptcraft"."user"
  FOR EACH ROW EXECUTE FUNCTION "promptcraft"."set_updated_at"();
CREATE TRIGGER "entity_set_updated_at" BEFORE UPDATE ON "promptcraft"."entity"
  FOR EACH ROW EXECUTE FUNCTION "promptcraft"."set_updated_at"();
