import { defined, NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Deal } from "../generated/client.js";
import { assertVisible } from "./assert-visible.js";

/** Whose a deal becomes: null for nobody's; what is left out stays. */
export interface DealMove {
  readonly companyId?: string | null;
  readonly primaryContactId?: string | null;
}

/**
 * Moves a deal to another company, another primary contact, or both; from then on it counts for these.
 *
 * @throws NotFound for a deal, company or contact that is not there, or not for who asks to see
 */
export async function moveDeal(
  client: RobbieverseTransaction,
  id: string,
  { companyId, primaryContactId }: DealMove,
): Promise<Deal> {
  await assertVisible(client, { companyId, contactId: primaryContactId });
  const [deal] = await client.deal.updateManyAndReturn({
    where: { organizationId: whoAsks().tenant, id },
    data: defined({ companyId, primaryContactId }),
  });
  if (!deal) throw new NotFound("business.deals", id);
  return deal;
}
