-- updated_at holds the time of the last write, whoever writes: a client's own value is overwritten.

CREATE TRIGGER "leases_set_updated_at"
  BEFORE UPDATE ON "intelligence"."leases"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();

CREATE TRIGGER "contracts_set_updated_at"
  BEFORE UPDATE ON "intelligence"."contracts"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();

CREATE TRIGGER "obligations_set_updated_at"
  BEFORE UPDATE ON "intelligence"."obligations"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
