import { tablesOf, testForeignKeys, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { dproFactories } from "../factories.js";

const db = useTestDatabase("dpro");
const factories = dproFactories(db);

testForeignKeys(db, tablesOf(factories), factories, [
  ["iam.user_preferences", "user_id", "iam.users", "the row goes"],
  ["iam.user_sessions", "user_id", "iam.users", "the row goes"],
  ["iam.authentication_logs", "user_id", "iam.users", "the row forgets it"],
  ["system.audit_logs", "user_id", "iam.users", "the row forgets it"],
  ["ai_agents.agents", "user_id", "iam.users", "it is refused"],
  ["ai_agents.agents", "parent_agent_id", "ai_agents.agents", "the row forgets it"],
  ["communication.conversations", "user_id", "iam.users", "it is refused"],
  ["communication.conversations", "agent_id", "ai_agents.agents", "the row forgets it"],
  ["communication.messages", "conversation_id", "communication.conversations", "the row goes"],
  ["communication.messages", "user_id", "iam.users", "the row forgets it"],
  ["communication.messages", "agent_id", "ai_agents.agents", "the row forgets it"],
  ["workflow.boards", "user_id", "iam.users", "it is refused"],
  ["workflow.workflows", "board_id", "workflow.boards", "the row goes"],
  ["workflow.workflows", "user_id", "iam.users", "it is refused"],
  ["tasks.tasks", "user_id", "iam.users", "it is refused"],
  ["tasks.tasks", "assigned_to", "iam.users", "the row forgets it"],
]);

describe("ids", () => {
  it("may be given, as those of an older database are", async () => {
    expect((await factories.tools.create({ id: 2n ** 40n })).id).toBe(2n ** 40n);
  });

  it("of the two logs are of one sequence, so that no entry of one has that of the other", async () => {
    const { authenticationLogs, auditLogs } = factories;
    const ids = [
      (await authenticationLogs.create()).id,
      (await auditLogs.create()).id,
      (await authenticationLogs.create()).id,
      (await auditLogs.create()).id,
    ];
    expect(new Set(ids).size).toBe(4);
    expect([...ids].sort((a, b) => Number(a - b))).toEqual(ids);
  });
});
