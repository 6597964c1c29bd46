-- updated_at follows every update, whoever writes, and every write to a quest lands in the audit log.
-- Both functions are core's.

CREATE TRIGGER "seasons_set_updated_at" BEFORE UPDATE ON "public"."seasons" FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
CREATE TRIGGER "season_boosts_set_updated_at" BEFORE UPDATE ON "public"."season_boosts" FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
CREATE TRIGGER "quests_set_updated_at" BEFORE UPDATE ON "public"."quests" FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
CREATE TRIGGER "quest_milestones_set_updated_at" BEFORE UPDATE ON "public"."quest_milestones" FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
CREATE TRIGGER "rewards_set_updated_at" BEFORE UPDATE ON "public"."rewards" FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
CREATE TRIGGER "momentum_set_updated_at" BEFORE UPDATE ON "analytics"."momentum" FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
CREATE TRIGGER "streaks_set_updated_at" BEFORE UPDATE ON "analytics"."streaks" FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
CREATE TRIGGER "boosts_set_updated_at" BEFORE UPDATE ON "analytics"."boosts" FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

CREATE TRIGGER "quests_audit" AFTER INSERT OR UPDATE OR DELETE ON "public"."quests" FOR EACH ROW EXECUTE FUNCTION public.create_audit_log();
