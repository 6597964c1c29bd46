import { defined, whoAsks } from "@deepiri/database";
import type { PromptcraftClient } from "../client.js";
import { readEntity } from "../entity/read-entity.js";
import { recordEvent } from "../event/record-event.js";
import type { Prisma, UsageEvent } from "../generated/client.js";

/** A use of an entity, or of none in particular. */
export interface NewUsage {
  /** What was done, such as `execution`. */
  readonly eventType: string;
  readonly entityId?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** Dollars as a decimal, such as "0.000125"; six places are kept. */
  readonly costUsd?: string;
  /** Milliseconds. */
  readonly durationMs?: number;
  readonly metadata?: Prisma.InputJsonObject;
}

/** Records a use by who asks, with what it costs. Throws NotFound when he may not read the entity. */
export async function recordUsage(client: PromptcraftClient, usage: NewUsage): Promise<UsageEvent> {
  const { tenant, user } = whoAsks();
  const { eventType, entityId, inputTokens = 0, outputTokens = 0, ...others } = usage;
  return await client.transaction(async (tx) => {
    if (entityId !== undefined) await readEntity(tx, entityId);
    const totalTokens = inputTokens + outputTokens;
    const tokens = { inputTokens, outputTokens, totalTokens };
    const made = await tx.usageEvent.create({
      data: {
        tenantId: tenant,
        userId: user,
        eventType,
        ...tokens,
        ...defined({ entityId, ...others }),
      },
    });
    const data = { usage: made.id, totalTokens, costUsd: made.costUsd.toFixed(6) };
    await recordEvent(tx, tenant, entityId ?? null, "usage.recorded", data);
    return made;
  });
}
