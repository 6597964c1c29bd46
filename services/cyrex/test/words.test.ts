import { acceptedWords, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import {
  agentStatuses,
  guardrailActions,
  guardrailSeverities,
  memoryTypes,
  messagePriorities,
  messageRoles,
  riskLevels,
} from "../src/index.js";

const database = useTestDatabase("cyrex");

it.each([
  ["agent_playground_messages_role_check", messageRoles],
  ["agent_states_status_check", agentStatuses],
  ["memories_memory_type_check", memoryTypes],
  ["synapse_messages_priority_check", messagePriorities],
  ["guardrail_rules_action_check", guardrailActions],
  ["guardrail_rules_severity_check", guardrailSeverities],
  ["cyrex_vendors_risk_level_check", riskLevels],
])("the words of %s are those that the package exports", async (constraint, words) => {
  expect(await acceptedWords(database, constraint)).toEqual(words);
});
