import { recordEvent, registerAgent, startSession } from "@deepiri/cyrex";
import { createCyrexClient } from "@deepiri/cyrex/client";

const cyrex = createCyrexClient();
await registerAgent(cyrex, "agent-reviewer", {
  role: "quality_assurance",
  name: "Reviewer",
  capabilities: ["read"],
  tools: [],
  modelConfig: { model: "any" },
  systemPrompt: "You review.",
});
const session = await startSession(cyrex, { agentId: "agent-reviewer" });
const { eventId } = await recordEvent(cyrex, {
  eventType: "session.started",
  sessionId: session.sessionId,
});
console.log(`event ${eventId} of session ${session.sessionId}`);
await cyrex.close();
