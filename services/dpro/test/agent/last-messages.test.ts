import { expect, it } from "vitest";
import { readLastMessages } from "../../src/index.js";
import { useDpro } from "../use-dpro.js";

const { agents, conversations, db, messages, open } = useDpro();

it("the last of an agent's messages counts, in whatever conversation", async () => {
  const agent = await agents.create();
  const times = ["2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z", "2026-01-01T00:00:00Z"];
  for (const time of times)
    await messages.create({ agent, senderType: "agent", createdAt: new Date(time) });
  const last = await readLastMessages(open.client, [agent.id]);
  expect(last.get(agent.id)).toEqual(new Date("2026-01-03T00:00:00Z"));
});

it("no agents have no messages", async () => {
  expect(await readLastMessages(open.client, [])).toEqual(new Map());
});

it("a message writes neither its agent nor its conversation", async () => {
  const agent = await agents.create();
  const conversation = await conversations.create({ agent });
  const versions = () =>
    db.query(
      `SELECT agents.xmin AS agent, conversations.xmin AS conversation
       FROM ai_agents.agents, communication.conversations
       WHERE agents.id = $1 AND conversations.id = $2`,
      [agent.id, conversation.id],
    );
  const before = await versions();
  await messages.create({ agent, conversation, senderType: "agent" });
  expect(await versions()).toEqual(before);
});
