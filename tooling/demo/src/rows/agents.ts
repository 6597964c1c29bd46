import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";

const cast = [
  ["reader", "document_analyst", "processing"],
  ["planner", "task_planner", "waiting"],
  ["guard", "quality_assurance", "idle"],
] as const;

/** The id of an agent of a part; keys in this schema are text. */
export function agentId(part: number, name: (typeof cast)[number][0]): string {
  return `demo-${name}-${part + 1}`;
}

/** Three agents a part, what each is doing, and what they said and remember in a session. */
export async function addAgents({ cyrex }: Clients, parts: readonly Part[]): Promise<Written[]> {
  const agents = parts.flatMap(({ index }) =>
    cast.map(([name, role, status]) => ({ agentId: agentId(index, name), name, role, status })),
  );
  return Promise.all([
    write(
      "cyrex.agents",
      cyrex.agent.createMany({
        data: agents.map(({ agentId, name, role }) => ({
          agentId,
          name: `Demo ${name}`,
          role,
          capabilities: ["read", "summarize"],
          tools: [],
          modelConfig: { model: "demo" },
          systemPrompt: `You are the ${name}.`,
        })),
        skipDuplicates: true,
      }),
    ),
    write(
      "cyrex.agent_states",
      cyrex.agentState.createMany({
        data: agents.map(({ agentId, status }) => ({
          agentId,
          status,
          currentTask: status === "processing" ? "Read the contract" : null,
          lastActivity: daysAgo(0),
        })),
        skipDuplicates: true,
      }),
    ),
    ...addSession(cyrex, parts),
  ]);
}

/** The id of the session of a part. */
export function sessionId(part: number): string {
  return demoId("cyrex session", part);
}

function addSession(cyrex: Clients["cyrex"], parts: readonly Part[]): Promise<Written>[] {
  return [
    write(
      "cyrex.cyrex_sessions",
      cyrex.cyrexSession.createMany({
        data: parts.map(({ index, people }) => ({
          sessionId: sessionId(index),
          userId: people[0]?.id ?? null,
          agentId: agentId(index, "reader"),
          status: "active",
          context: { contract: demoId("contract", index) },
          createdAt: daysAgo(0.1),
          lastActivity: daysAgo(0),
          expiresAt: daysAgo(-1),
        })),
        skipDuplicates: true,
      }),
    ),
    write(
      "cyrex.agent_playground_messages",
      cyrex.agentPlaygroundMessage.createMany({
        data: parts.flatMap(({ index }) =>
          talk.map(([role, content], place) => ({
            messageId: demoId("playground message", index, place),
            instanceId: `demo-instance-${index + 1}`,
            agentId: agentId(index, "reader"),
            role,
            content,
            createdAt: daysAgo(0.1 - place / 100),
          })),
        ),
        skipDuplicates: true,
      }),
    ),
    write(
      "cyrex.memories",
      cyrex.memory.createMany({
        data: parts.flatMap(({ index, people }) =>
          (["short_term", "semantic"] as const).map((memoryType) => ({
            memoryId: demoId("memory", index, memoryType),
            sessionId: sessionId(index),
            userId: people[0]?.id ?? null,
            memoryType,
            content: "The notice of the hosting contract is 60 days.",
            importance: memoryType === "semantic" ? 0.9 : 0.4,
            lastAccessed: daysAgo(0),
          })),
        ),
        skipDuplicates: true,
      }),
    ),
  ];
}

const talk = [
  ["system", "Answer from the documents only."],
  ["user", "How long is the notice of the hosting contract?"],
  ["assistant", "60 days; it was 90 in the first version."],
] as const;
