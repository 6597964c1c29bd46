import { expect, test } from "vitest";
import { startSession } from "../src/index.js";
import { useCyrex } from "./use-cyrex.js";

const { agents, open } = useCyrex();

test("a session with an agent is active once it is started", async () => {
  const { agentId } = await agents.create({ role: "critic" });
  const session = await startSession(open.client, { agentId });
  expect(session).toMatchObject({ agentId, status: "active" });
});
