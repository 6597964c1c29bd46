import { useTestDatabase } from "@deepiri/test-database";
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
  const [row] = await database.query<{ definition: string }>(
    `SELECT pg_catalog.pg_get_constraintdef(oid) AS definition FROM pg_catalog.pg_constraint
     WHERE connamespace = 'cyrex'::regnamespace AND conname = $1`,
    [constraint],
  );
  const accepted = [...(row?.definition ?? "").matchAll(/'([^']*)'::/g)].map((match) => match[1]);
  expect(accepted).toEqual([...words]);
});
