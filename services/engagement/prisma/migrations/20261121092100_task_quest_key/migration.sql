-- tasks.quest_id belongs to core's table, but core may not know quests: the owner of quests ties the two together.
-- A task outlives its quest.

ALTER TABLE "public"."tasks" ADD CONSTRAINT "tasks_quest_id_fkey" FOREIGN KEY ("quest_id") REFERENCES "public"."quests"("id") ON DELETE SET NULL ON UPDATE CASCADE;
