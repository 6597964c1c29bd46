-- The time of the last change, which no program may forget.

CREATE FUNCTION "business"."set_updated_at"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at := pg_catalog.now();
  RETURN NEW;
END;
$$;
COMMENT ON FUNCTION "business"."set_updated_at"()
  IS 'BEFORE UPDATE, FOR EACH ROW: sets updated_at to the start of the transaction.';

CREATE TRIGGER "activities_set_updated_at" BEFORE UPDATE ON "business"."activities"
  FOR EACH ROW EXECUTE FUNCTION "business"."set_updated_at"();
CREATE TRIGGER "calendar_events_set_updated_at" BEFORE UPDATE ON "business"."calendar_events"
  FOR EACH ROW EXECUTE FUNCTION "business"."set_updated_at"();
CREATE TRIGGER "companies_set_updated_at" BEFORE UPDATE ON "business"."companies"
  FOR EACH ROW EXECUTE FUNCTION "business"."set_updated_at"();
CREATE TRIGGER "contacts_set_updated_at" BEFORE UPDATE ON "business"."contacts"
  FOR EACH ROW EXECUTE FUNCTION "business"."set_updated_at"();
CREATE TRIGGER "deals_set_updated_at" BEFORE UPDATE ON "business"."deals"
  FOR EACH ROW EXECUTE FUNCTION "business"."set_updated_at"();
