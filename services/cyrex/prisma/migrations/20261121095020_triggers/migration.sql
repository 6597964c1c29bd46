-- updated_at holds the UTC time of the last write, whoever writes: a program's own value is overwritten.

CREATE TRIGGER "agents_set_updated_at"
  BEFORE UPDATE ON "cyrex"."agents"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();

CREATE TRIGGER "agent_states_set_updated_at"
  BEFORE UPDATE ON "cyrex"."agent_states"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();

CREATE TRIGGER "cyrex_sessions_set_updated_at"
  BEFORE UPDATE ON "cyrex"."cyrex_sessions"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();

CREATE TRIGGER "workflows_set_updated_at"
  BEFORE UPDATE ON "cyrex"."workflows"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();

CREATE TRIGGER "langgraph_states_set_updated_at"
  BEFORE UPDATE ON "cyrex"."langgraph_states"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();

CREATE TRIGGER "guardrail_rules_set_updated_at"
  BEFORE UPDATE ON "cyrex"."guardrail_rules"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();

CREATE TRIGGER "cyrex_vendors_set_updated_at"
  BEFORE UPDATE ON "cyrex"."cyrex_vendors"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
