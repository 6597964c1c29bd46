-- updated_at is kept by core's trigger function, whoever writes.

CREATE TRIGGER "skill_trees_set_updated_at" BEFORE UPDATE ON "public"."skill_trees"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
CREATE TRIGGER "skills_set_updated_at" BEFORE UPDATE ON "public"."skills"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
CREATE TRIGGER "social_connections_set_updated_at" BEFORE UPDATE ON "public"."social_connections"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
