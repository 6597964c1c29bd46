import { acceptedWords, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import * as words from "../../src/words/personality.js";

const db = useTestDatabase("robbieverse");

it.each([
  ["personalities_role_check", words.personalityRoles],
  ["prompts_generation_method_check", words.generationMethods],
  ["ai_personality_state_energy_level_check", words.energyLevels],
  ["ai_personality_state_focus_state_check", words.focusStates],
  ["live_sessions_interface_type_check", words.interfaceTypes],
  ["ai_activity_log_interface_type_check", words.interfaceTypes],
  ["ai_sync_queue_target_interface_check", words.interfaceTypes],
  ["live_sessions_status_check", words.liveSessionStatuses],
  ["ai_conversation_contexts_status_check", words.contextStatuses],
  ["ai_commitments_status_check", words.commitmentStatuses],
  ["ai_notification_delivery_status_check", words.deliveryStatuses],
])("an exported list holds just what %s accepts", async (constraint, list) => {
  expect(await acceptedWords(db, constraint)).toEqual(list);
});

it("the exported moods are those of the database, in the order in which they are shown", async () => {
  const found = await db.query<{ name: string }>(
    "SELECT name FROM personality.moods ORDER BY display_order",
  );
  expect(found.map(({ name }) => name)).toEqual(words.moodNames);
});
