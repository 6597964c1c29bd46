import type { RawClient } from "@deepiri/database";
import { append } from "@deepiri/event-log";

/** What happened to an entity, by the event's type. */
export interface EntityEvents {
  "entity.created": { readonly version: number; readonly title: string };
  "entity.edited": { readonly version: number; readonly fields: readonly string[] };
  "entity.published": { readonly version: number };
  "entity.archived": { readonly version: number };
  "entity.made_visible": { readonly version: number; readonly visibility: string };
  "entity.rolled_back": { readonly version: number; readonly toVersion: number };
  "entity.deleted": { readonly version: number; readonly purgeAt: string };
  "entity.recovered": { readonly version: number };
  "entity.handed_over": { readonly from: string; readonly to: string };
  "entity.shared": { readonly with: string | null; readonly permission: string };
  "entity.unshared": { readonly with: string | null };
  "entity.favorited": Readonly<Record<string, never>>;
  "entity.unfavorited": Readonly<Record<string, never>>;
  "entity.related": { readonly target: string; readonly type: string };
  "entity.unrelated": { readonly target: string; readonly type: string };
  "suggestion.answered": { readonly suggestion: string; readonly status: string };
  "usage.recorded": {
    readonly usage: string;
    readonly totalTokens: number;
    readonly costUsd: string;
  };
}

/** The stream of an entity's events. */
export function streamOf(entityId: string): string {
  return `entity ${entityId}`;
}

/**
 * Records what happened to an entity, or to none in particular, in the caller's transaction: the log has it if the
 * change is made, and not otherwise. The actor is that of the request context.
 */
export async function recordEvent<Type extends keyof EntityEvents>(
  tx: RawClient,
  tenant: string,
  entityId: string | null,
  type: Type,
  data: EntityEvents[Type],
): Promise<void> {
  const stream = entityId === null ? "tenant" : streamOf(entityId);
  await append(tx, { tenant, stream, events: [{ type, data }] });
}
