import { randomUUID } from "node:crypto";
import type { DemoPlace } from "./demo-place.js";
import type { DemoDeal, DemoOrganization } from "./story.js";

/** Adds companies, contacts and deals, and a call in each week of a deal. */
export async function addDeals(
  place: DemoPlace,
  { deals, members }: DemoOrganization,
): Promise<void> {
  const companies = new Map<string, Ids>();
  const [owner = ""] = Object.keys(members);
  for (const deal of deals) {
    const known = companies.get(deal.company) ?? (await addCompany(place, deal));
    companies.set(deal.company, known);
    await addDeal(place, deal, known, place.userOf(owner));
  }
}

interface Ids {
  readonly companyId: string;
  readonly contactId: string;
}

async function addCompany(
  { tx, organizationId, townOf, ago }: DemoPlace,
  { company, contact: [firstName, lastName], town, daysAgo }: DemoDeal,
): Promise<Ids> {
  const [companyId, contactId] = [randomUUID(), randomUUID()];
  const domain = `${company.toLowerCase().replaceAll(" ", "-")}.example`;
  const of = { organizationId, townId: townOf(town), createdAt: ago(daysAgo) };
  await tx.company.create({ data: { ...of, id: companyId, name: company, domain } });
  const email = `${firstName.toLowerCase()}@${domain}`;
  await tx.contact.create({
    data: { ...of, id: contactId, companyId, firstName, lastName, email },
  });
  return { companyId, contactId };
}

async function addDeal(
  { tx, organizationId, townOf, ago }: DemoPlace,
  { deal, amount, town, daysAgo, closed }: DemoDeal,
  { companyId, contactId }: Ids,
  userId: string,
): Promise<void> {
  const [dealId, dealDate] = [randomUUID(), ago(daysAgo)];
  const of = { organizationId, townId: townOf(town), createdAt: dealDate };
  await tx.deal.create({
    data: {
      ...{
        ...of,
        id: dealId,
        companyId,
        primaryContactId: contactId,
        dealName: deal,
        amount,
        dealDate,
      },
      ...(closed
        ? {
            ...{ isClosed: true, closedWon: closed.isWon, closedAt: ago(closed.daysAgo) },
            dealstage: closed.isWon ? "closedwon" : "closedlost",
            closedLostReason: closed.isWon ? null : "Too dear",
          }
        : { forecastCategory: "best_case" as const, expectedCloseDate: ago(-45) }),
    },
  });
  await tx.dealContact.create({ data: { organizationId, dealId, contactId, role: "buyer" } });
  const weeks = Math.ceil((daysAgo - (closed?.daysAgo ?? 0)) / 7);
  await tx.activity.createMany({
    data: Array.from({ length: weeks }, (_, week) => ({
      ...{ ...of, companyId, contactId, dealId, userId, activityType: "call" as const },
      ...{ activityDate: ago(daysAgo - 7 * week), subject: deal, durationSeconds: 300 + 60 * week },
      direction: week % 2 === 0 ? ("outbound" as const) : ("inbound" as const),
    })),
  });
}
