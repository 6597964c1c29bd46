import { acceptedWords, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { activityDirections } from "../../src/words/business.js";
import * as words from "../../src/words/integration.js";

const db = useTestDatabase("robbieverse");

it.each([
  ["google_data_access_rules_kinds_check", words.googleDataKinds],
  ["google_sync_jobs_kind_check", words.googleDataKinds],
  ["google_sync_jobs_status_check", words.syncStatuses],
  ["google_calendar_events_status_check", words.googleEventStatuses],
  ["google_calendar_events_visibility_check", words.googleEventVisibilities],
  ["google_tasks_status_check", words.googleTaskStatuses],
  ["slack_channels_channel_type_check", words.slackChannelTypes],
  ["linkedin_messages_direction_check", activityDirections],
  ["linkedin_sync_status_kind_check", words.linkedinDataKinds],
  ["linkedin_sync_status_status_check", words.syncStatuses],
])("an exported list holds just what %s accepts", async (constraint, list) => {
  expect(await acceptedWords(db, constraint)).toEqual(list);
});
