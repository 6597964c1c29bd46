import { migratorRole, runWithContext } from "@deepiri/database";
import { useClient, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { createRobbieverseClient } from "../../src/client.js";
import { seedDemo } from "../../src/demo/seed-demo.js";
import { readActivePrompt, readMood, recall } from "../../src/index.js";

const db = useTestDatabase("robbieverse");
const open = useClient(db, createRobbieverseClient);
const owner = useClient(db, ({ url, database }) =>
  createRobbieverseClient({ url, database, role: migratorRole("robbieverse") }),
);

/** Tables that the demo fills; integrations have nothing to integrate with. */
const filled = `
  core.organizations core.users core.organization_memberships core.towns core.town_members core.sessions core.api_keys
  core.audit_log core.tasks personality.prompts personality.personality_instances personality.mood_events
  personality.ai_commitments personality.ai_commitment_reminders personality.ai_notifications personality.live_sessions
  conversation.conversations conversation.messages conversation.conversation_analytics conversation.ai_memories
  business.companies business.contacts business.deals business.deal_contacts business.activities`
  .trim()
  .split(/\s+/);

it("the demo puts rows into the tables of its story, and a second run changes none", async () => {
  expect(await seedDemo(owner.client, 1)).toEqual({ organizations: 2 });
  const first = await contents();
  expect(first.filter(({ rows }) => rows === 0)).toEqual([]);
  expect(await seedDemo(owner.client, 1)).toEqual({ organizations: 0 });
  expect(await contents()).toEqual(first);
});

it("members find what is theirs and nothing of the other organization", async () => {
  const { rows } = await db.owner.query(
    `SELECT user_id AS actor, organization_id AS tenant FROM core.organization_memberships
       JOIN core.organizations ON id = organization_id JOIN core.users ON users.id = user_id
      WHERE domain = 'aurora-1.example' AND username = 'ada-1'`,
  );
  await runWithContext(rows[0], async () => {
    const { client } = open;
    const conversations = await client.conversation.findMany({ orderBy: { createdAt: "desc" } });
    expect(conversations.map(({ title, messageCount }) => [title, messageCount])).toEqual([
      ["Fjord has signed", 4],
      ["The offer for Fjord", 2],
      ["Getting started", 4],
    ]);
    expect(await readMood(client, 1)).toMatchObject({ mood: "surprised" });
    expect((await readActivePrompt(client, 1, "friendly"))?.systemPrompt).toContain("Be warm");
    const [memory] = await recall(client, "calls on Monday");
    expect(memory).toMatchObject({ subject: "Mondays" });
    const companies = await client.company.findMany({ orderBy: { name: "asc" } });
    expect(companies.map(({ name }) => name)).toEqual(["Fjord Shipping", "Larch Hotels"]);
  });
});

async function contents(): Promise<{ table: string; rows: number; hash: string }[]> {
  const selects = filled.map(
    (table) =>
      `SELECT '${table}' AS table, count(*)::int AS rows, md5(string_agg(t::text, '' ORDER BY t::text)) AS hash
       FROM ${table} AS t`,
  );
  return (await db.owner.query(selects.join(" UNION ALL "))).rows;
}
