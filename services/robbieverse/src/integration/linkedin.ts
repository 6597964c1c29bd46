import { whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";

/** The profile of a contact, and what he has to do with. */
export interface LinkedinContact {
  readonly profileId: string;
  readonly fullName: string;
  readonly linkedinUrl: string;
  readonly contactId: string;
  readonly companyId: string | null;
  readonly companyName: string | null;
  readonly openDealCount: number;
  readonly lastPostAt: Date | null;
  readonly lastMessageAt: Date | null;
}

const columns = `found.profile_id AS "profileId", found.full_name AS "fullName",
  found.linkedin_url AS "linkedinUrl", found.contact_id AS "contactId", found.company_id AS "companyId",
  found.company_name AS "companyName", found.open_deal_count AS "openDealCount",
  found.last_post_at AS "lastPostAt", found.last_message_at AS "lastMessageAt"`;

/** Names the contact of each profile whose address is just one contact's; gives how many it found. */
export async function matchLinkedinProfiles(client: RobbieverseTransaction): Promise<number> {
  const [found] = await client.$queryRawUnsafe<[{ matched: number }]>(
    "SELECT integration.match_linkedin_profiles() AS matched",
  );
  return found.matched;
}

/** The profiles of the contacts who have to do with a deal, by name. */
export async function readLinkedinOfDeal(
  client: RobbieverseTransaction,
  dealId: string,
): Promise<LinkedinContact[]> {
  return await client.$queryRawUnsafe<LinkedinContact[]>(
    `SELECT ${columns} FROM integration.linkedin_contacts AS found
     WHERE found.organization_id = $1::uuid
       AND found.profile_id IN (SELECT profile.id FROM integration.linkedin_profiles_of_deal($2::uuid) AS profile)
     ORDER BY found.full_name, found.profile_id`,
    ...[whoAsks().tenant, dealId],
  );
}

/** The profiles of the contacts at a company, by its domain. */
export async function readLinkedinOfCompany(
  client: RobbieverseTransaction,
  domain: string,
): Promise<LinkedinContact[]> {
  return await client.$queryRawUnsafe<LinkedinContact[]>(
    `SELECT ${columns} FROM integration.linkedin_contacts AS found
     WHERE found.organization_id = $1::uuid
       AND found.profile_id IN (SELECT profile.id FROM integration.linkedin_profiles_of_company($2) AS profile)
     ORDER BY found.full_name, found.profile_id`,
    ...[whoAsks().tenant, domain],
  );
}
