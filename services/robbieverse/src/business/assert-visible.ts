import { NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";

/** What something has to do with; null or undefined for nothing. */
export interface Concerned {
  readonly companyId?: string | null | undefined;
  readonly contactId?: string | null | undefined;
  readonly dealId?: string | null | undefined;
}

/**
 * Throws NotFound unless who asks may see all that is named. A key alone would let him name what is another town's, since
 * keys are checked past row security.
 */
export async function assertVisible(
  client: RobbieverseTransaction,
  { companyId, contactId, dealId }: Concerned,
): Promise<void> {
  const organizationId = whoAsks().tenant;
  const of = (id: string) => ({ where: { organizationId_id: { organizationId, id } } });
  if (companyId && !(await client.company.findUnique(of(companyId))))
    throw new NotFound("business.companies", companyId);
  if (contactId && !(await client.contact.findUnique(of(contactId))))
    throw new NotFound("business.contacts", contactId);
  if (dealId && !(await client.deal.findUnique(of(dealId))))
    throw new NotFound("business.deals", dealId);
}
