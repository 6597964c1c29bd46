import { acceptedWords, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import * as words from "../../src/words/business.js";

const db = useTestDatabase("robbieverse");

it.each([
  ["deals_forecast_category_check", words.forecastCategories],
  ["activities_activity_type_check", words.activityTypes],
  ["activities_direction_check", words.activityDirections],
  ["calendar_events_event_type_check", words.calendarEventTypes],
])("an exported list holds just what %s accepts", async (constraint, list) => {
  expect(await acceptedWords(db, constraint)).toEqual(list);
});
