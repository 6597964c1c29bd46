import type { Prisma } from "../generated/client.js";
import { daysBefore } from "./days-before.js";
import type { DemoIds } from "./demo-ids.js";
import { people } from "./story.js";

/** Uses of forty days, some each day; the same of each run but for the day on which they end. */
export function usesOf(
  { tenantId, idOf }: DemoIds,
  now: Date,
): (Prisma.UsageEventCreateManyInput & { readonly occurredAt: Date })[] {
  return Array.from({ length: 40 }, (_, day) => day).flatMap((day) =>
    Array.from({ length: (day % 3) + 1 }, (_, turn) => {
      const inputTokens = 300 + 37 * ((day * 7 + turn) % 11);
      const outputTokens = 80 + 19 * ((day * 5 + turn) % 7);
      // Dollars: 3 a million tokens read, 15 a million written.
      const costUsd = ((inputTokens * 3 + outputTokens * 15) / 1e6).toFixed(6);
      return {
        ...{
          tenantId,
          inputTokens,
          outputTokens,
          totalTokens: inputTokens + outputTokens,
          costUsd,
        },
        userId: idOf(people[(day + turn) % people.length] as string),
        entityId: idOf(turn === 0 ? "refund" : "triage"),
        eventType: "execution",
        durationMs: 400 + inputTokens,
        occurredAt: daysBefore(now, day + (turn + 1) / 8),
      };
    }),
  );
}
