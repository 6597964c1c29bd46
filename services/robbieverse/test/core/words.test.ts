import { acceptedWords, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import * as words from "../../src/words/core.js";

const db = useTestDatabase("robbieverse");

it.each([
  ["organizations_org_type_check", words.organizationTypes],
  ["organizations_status_check", words.organizationStatuses],
  ["organization_memberships_role_check", words.membershipRoles],
  ["users_role_check", words.userRoles],
  ["tasks_status_check", words.taskStatuses],
  ["tasks_priority_check", words.taskPriorities],
])("an exported list holds just what %s accepts", async (constraint, list) => {
  expect(await acceptedWords(db, constraint)).toEqual(list);
});
