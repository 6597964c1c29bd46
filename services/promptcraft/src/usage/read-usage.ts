import { whoAsks } from "@deepiri/database";
import type { PromptcraftTransaction } from "../client.js";

/** Uses from an instant, included, to another, not included. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** By what uses are added up; `day` is one of UTC. */
export type UsageGrouping = "user" | "entity" | "eventType" | "day";

/** What uses come to. */
export interface UsageTotal {
  /** User, entity, type, or day such as 2027-03-01; null for uses of nobody and nothing in particular. */
  readonly of: string | null;
  readonly uses: number;
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
  readonly totalTokens: bigint;
  /** Exact, with six places. */
  readonly costUsd: string;
}

const expressions: Readonly<Record<UsageGrouping, string>> = {
  user: "user_id::text",
  entity: "entity_id::text",
  eventType: "event_type",
  day: "to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
};

const sums = `count(*)::integer AS uses, coalesce(sum(input_tokens), 0)::bigint AS "inputTokens",
  coalesce(sum(output_tokens), 0)::bigint AS "outputTokens", coalesce(sum(total_tokens), 0)::bigint AS "totalTokens",
  coalesce(sum(cost_usd), 0)::numeric(30, 6)::text AS "costUsd"`;

/** What the tenant of who asks used in a period, added up; of a bill, the total. */
export async function readUsage(
  client: PromptcraftTransaction,
  { from, to }: Period,
): Promise<Omit<UsageTotal, "of">> {
  const [total] = await client.$queryRawUnsafe<[UsageTotal]>(
    `SELECT ${sums} FROM promptcraft.usage_event
     WHERE tenant_id = $1::uuid AND occurred_at >= $2::timestamptz AND occurred_at < $3::timestamptz`,
    ...[whoAsks().tenant, from, to],
  );
  return total;
}

/** The same for each user, entity, type or day, what costs most first; together they come to `readUsage`. */
export async function readUsageBy(
  client: PromptcraftTransaction,
  grouping: UsageGrouping,
  { from, to }: Period,
): Promise<UsageTotal[]> {
  return await client.$queryRawUnsafe<UsageTotal[]>(
    `SELECT ${expressions[grouping]} AS of, ${sums} FROM promptcraft.usage_event
     WHERE tenant_id = $1::uuid AND occurred_at >= $2::timestamptz AND occurred_at < $3::timestamptz
     GROUP BY 1 ORDER BY sum(cost_usd) DESC, 1`,
    ...[whoAsks().tenant, from, to],
  );
}
