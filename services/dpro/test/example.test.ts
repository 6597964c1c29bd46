import { expect, test } from "vitest";
import { readLastMessages } from "../src/index.js";
import { useDpro } from "./use-dpro.js";

const { agents, conversations, messages, open } = useDpro();

test("an agent that sent a message is known to have sent it", async () => {
  const [agent, silent] = await agents.createMany(2);
  const conversation = await conversations.create({ agent });
  const { createdAt } = await messages.create({ conversation, agent, senderType: "agent" });
  const last = await readLastMessages(open.client, [agent.id, silent.id]);
  expect(last).toEqual(new Map([[agent.id, createdAt]]));
});
