import { whoAsks } from "@deepiri/database";
import type { PromptcraftTransaction } from "../client.js";
import { type Age, ageOf } from "./age.js";

/** What a tenant has and used, as of the last refresh. */
export interface UsageSummary extends Age {
  readonly users: number;
  readonly entities: number;
  readonly contexts: number;
  readonly templates: number;
  readonly workflows: number;
  readonly libraries: number;
  /** Of the 30 days before the refresh. */
  readonly tokens: bigint;
  /** Likewise; exact, with six places. */
  readonly costUsd: string;
}

/** The summary of the tenant of who asks, or null where the tenant came after the last refresh. */
export async function readUsageSummary(
  client: PromptcraftTransaction,
): Promise<UsageSummary | null> {
  whoAsks();
  const [summary] = await client.$queryRaw<Omit<UsageSummary, keyof Age>[]>`
    SELECT users::integer, entities::integer, contexts::integer, templates::integer, workflows::integer,
      libraries::integer, tokens_30_days AS tokens, cost_usd_30_days::numeric(30, 6)::text AS "costUsd"
    FROM promptcraft.own_tenant_usage_summary`;
  return summary
    ? { ...summary, ...(await ageOf(client, "promptcraft.tenant_usage_summary")) }
    : null;
}
