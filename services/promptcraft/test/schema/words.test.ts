import { acceptedWords, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import * as words from "../../src/words.js";

const db = useTestDatabase("promptcraft");

it.each([
  ["entity_entity_type_check", words.entityTypes],
  ["entity_status_check", words.entityStatuses],
  ["entity_visibility_check", words.entityVisibilities],
  ["relationship_relationship_type_check", words.relationshipTypes],
  ["share_permission_check", words.sharePermissions],
  ["suggestion_suggestion_type_check", words.suggestionTypes],
  ["suggestion_status_check", words.suggestionStatuses],
])("an exported list holds just what %s accepts", async (constraint, list) => {
  expect(await acceptedWords(db, constraint)).toEqual(list);
});
