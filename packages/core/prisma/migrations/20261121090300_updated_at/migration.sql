-- updated_at is kept here, whoever writes: several services and scripts do, and not all of them would remember.
-- Packages attach the function to tables of their own, so its name is fixed.
-- It names nothing that a search path decides, and so needs no setting of its own, which would cost on every row.

CREATE FUNCTION "public"."update_updated_at_column"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at := pg_catalog.timezone('utc', pg_catalog.now());
  RETURN NEW;
END;
$$;
COMMENT ON FUNCTION "public"."update_updated_at_column"()
  IS 'BEFORE UPDATE, FOR EACH ROW: sets updated_at to the start of the transaction, in UTC.';

CREATE TRIGGER "users_set_updated_at" BEFORE UPDATE ON "public"."users"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
CREATE TRIGGER "roles_set_updated_at" BEFORE UPDATE ON "public"."roles"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
CREATE TRIGGER "projects_set_updated_at" BEFORE UPDATE ON "public"."projects"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
CREATE TRIGGER "project_milestones_set_updated_at" BEFORE UPDATE ON "public"."project_milestones"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
CREATE TRIGGER "tasks_set_updated_at" BEFORE UPDATE ON "public"."tasks"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
CREATE TRIGGER "subtasks_set_updated_at" BEFORE UPDATE ON "public"."subtasks"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
CREATE TRIGGER "user_activity_summary_set_updated_at" BEFORE UPDATE ON "audit"."user_activity_summary"
  FOR EACH ROW EXECUTE FUNCTION "public"."update_updated_at_column"();
