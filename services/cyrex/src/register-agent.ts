import type { CyrexClient } from "./client.js";
import type { Agent, Prisma } from "./generated/client.js";

/** What an agent is and may do. */
export type AgentDefinition = Omit<
  Prisma.AgentCreateManyInput,
  "agentId" | "createdAt" | "updatedAt"
>;

/**
 * Registers an agent under the id its program chose, or brings its definition up to date. A new agent
 * starts idle; the state of a known one is left as it is. Safe when several programs register the
 * same agent at once.
 */
export async function registerAgent(
  client: CyrexClient,
  agentId: string,
  definition: AgentDefinition,
): Promise<Agent> {
  return client.transaction(async (transaction) => {
    // One statement each with ON CONFLICT, so that a rival neither fails us nor is failed by us.
    const agent = await transaction.agent.upsert({
      where: { agentId },
      create: { ...definition, agentId },
      update: definition,
    });
    await transaction.agentState.createMany({
      data: [{ agentId, status: "idle" }],
      skipDuplicates: true,
    });
    return agent;
  });
}
