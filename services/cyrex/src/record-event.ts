import type { CyrexClient } from "./client.js";
import type { Event, Prisma } from "./generated/client.js";

/** Something that happened. What it names need not exist any more, or yet. */
export interface NewEvent {
  readonly eventType: string;
  readonly severity?: string;
  /** The program that says so; "cyrex" if left out. */
  readonly source?: string;
  readonly entity?: { readonly type: string; readonly id: string };
  readonly workflowId?: string;
  readonly agentId?: string;
  readonly sessionId?: string;
  readonly payload?: Prisma.InputJsonValue;
}

/**
 * Writes an event to the audit log of the runtime. An event of a session also counts as activity of
 * that session; a session that is not there is no error. Both are written, or neither.
 */
export async function recordEvent(client: CyrexClient, event: NewEvent): Promise<Event> {
  const { entity, ...data } = event;
  return client.transaction(async (transaction) => {
    const recorded = await transaction.event.create({
      data: { ...data, entityType: entity?.type ?? null, entityId: entity?.id ?? null },
    });
    if (event.sessionId !== undefined && recorded.createdAt !== null) {
      await transaction.cyrexSession.updateMany({
        where: { sessionId: event.sessionId },
        data: { lastActivity: recorded.createdAt },
      });
    }
    return recorded;
  });
}
