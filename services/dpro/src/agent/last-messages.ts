import type { DproClient } from "../client.js";

/**
 * When each of the agents sent its last message, by the agent's id; an agent that sent none is left
 * out. Read from the messages, one step of an index an agent: no message writes its agent.
 */
export async function readLastMessages(
  client: Pick<DproClient, "$queryRaw">,
  agentIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, Date>> {
  const rows = await client.$queryRaw<{ agent: bigint; at: Date }[]>`
    SELECT agents.id AS agent, ai_agents.last_message_at(agents.id) AS at
    FROM ai_agents.agents
    WHERE agents.id = ANY (${agentIds}::bigint[]) AND ai_agents.last_message_at(agents.id) IS NOT NULL`;
  return new Map(rows.map(({ agent, at }) => [agent, at]));
}
