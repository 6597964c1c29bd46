import { whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Deal } from "../generated/client.js";

/** What the open deals of a stage come to. Dollars are exact, with two places. */
export interface StageTotal {
  readonly stage: string;
  readonly deals: number;
  readonly amount: string;
  /** Each amount by its probability. */
  readonly weightedAmount: string;
}

/** The open deals of a pipeline, each with its probability, the likeliest first; at most `limit`. */
export async function listOpenDeals(
  client: RobbieverseTransaction,
  {
    pipeline = "default",
    limit = 50,
  }: { readonly pipeline?: string; readonly limit?: number } = {},
): Promise<Deal[]> {
  return await client.deal.findMany({
    where: { organizationId: whoAsks().tenant, pipeline, isActive: true, isClosed: false },
    orderBy: [{ calculatedProbability: "desc" }, { id: "asc" }],
    take: limit,
  });
}

/** What the open deals of a pipeline come to, stage by stage, the likeliest stage first. */
export async function readPipeline(
  client: RobbieverseTransaction,
  pipeline = "default",
): Promise<StageTotal[]> {
  return await client.$queryRawUnsafe<StageTotal[]>(
    `SELECT dealstage AS stage, count(*)::integer AS deals,
       COALESCE(sum(amount), 0)::numeric(30, 2)::text AS amount,
       COALESCE(sum(amount * calculated_probability / 100), 0)::numeric(30, 2)::text AS "weightedAmount"
     FROM business.deals
     WHERE organization_id = $1::uuid AND pipeline = $2 AND is_active AND NOT is_closed
     GROUP BY dealstage ORDER BY avg(calculated_probability) DESC, dealstage`,
    ...[whoAsks().tenant, pipeline],
  );
}
