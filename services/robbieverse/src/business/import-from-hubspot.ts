import { defined, whoAsks } from "@deepiri/database";
import type { RobbieverseClient, RobbieverseTransaction } from "../client.js";
import type { Prisma } from "../generated/client.js";
import { HubspotReferences } from "./hubspot-references.js";

type Owned = "organizationId" | "id" | "hubspotId" | "syncedAt" | "userId";

/** What HubSpot says of a row; what is left out stays as it is. */
type Properties<Input, Reference extends string = never> = Omit<Input, Owned | Reference> & {
  readonly hubspotId: string;
};

/** A company in HubSpot. */
export type HubspotCompany = Properties<Prisma.CompanyCreateManyInput>;

/** A contact in HubSpot. */
export type HubspotContact = Properties<Prisma.ContactCreateManyInput, "companyId" | "fullName"> & {
  readonly companyHubspotId?: string | null;
};

/** A deal in HubSpot. */
export type HubspotDeal = Properties<
  Prisma.DealCreateManyInput,
  "companyId" | "primaryContactId" | "calculatedProbability"
> & {
  readonly companyHubspotId?: string | null;
  readonly primaryContactHubspotId?: string | null;
  /** Contacts that have to do with it; others that do stay. */
  readonly contactHubspotIds?: readonly string[];
};

/** An activity in HubSpot. */
export type HubspotActivity = Properties<
  Prisma.ActivityCreateManyInput,
  "companyId" | "contactId" | "dealId"
> & {
  readonly companyHubspotId?: string | null;
  readonly contactHubspotId?: string | null;
  readonly dealHubspotId?: string | null;
};

/** Some of what is in HubSpot. */
export interface HubspotBatch {
  readonly companies?: readonly HubspotCompany[];
  readonly contacts?: readonly HubspotContact[];
  readonly deals?: readonly HubspotDeal[];
  readonly activities?: readonly HubspotActivity[];
}

/** What came of a batch. */
export interface HubspotImport {
  /** Rows that were made or brought up to date. */
  readonly written: number;
  /** Such as `company 17`: referred to, and not here yet. A later batch that has both says it again. */
  readonly missing: readonly string[];
}

/**
 * Makes the rows of a batch from HubSpot, or brings them up to date by HubSpot's ids: all or none. Rows that were made by
 * hand have no such id and stay as they are, and so do fields and links that HubSpot does not name.
 *
 * @throws CheckViolation and the like for what breaks a rule; who is no member of a row's town may not bring it up to date
 */
export async function importFromHubspot(
  client: RobbieverseClient,
  { companies = [], contacts = [], deals = [], activities = [] }: HubspotBatch,
): Promise<HubspotImport> {
  return await client.transaction(async (tx) => {
    const references = new HubspotReferences(tx);
    for (const company of inOrder(companies)) await importCompany(tx, company);
    await references.load(
      "company",
      [...contacts, ...deals, ...activities].map(({ companyHubspotId }) => companyHubspotId),
    );
    for (const contact of inOrder(contacts)) await importContact(tx, contact, references);
    await references.load("contact", [
      ...deals.flatMap(({ primaryContactHubspotId, contactHubspotIds = [] }) => [
        primaryContactHubspotId,
        ...contactHubspotIds,
      ]),
      ...activities.map(({ contactHubspotId }) => contactHubspotId),
    ]);
    for (const deal of inOrder(deals)) await importDeal(tx, deal, references);
    await references.load(
      "deal",
      activities.map(({ dealHubspotId }) => dealHubspotId),
    );
    for (const activity of inOrder(activities)) await importActivity(tx, activity, references);
    const written = companies.length + contacts.length + deals.length + activities.length;
    return { written, missing: references.missing() };
  });
}

/** Of two imports at once, each waits for the other's rows in one order. */
function inOrder<Row extends { readonly hubspotId: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((one, other) => (one.hubspotId < other.hubspotId ? -1 : 1));
}

function keyOf(hubspotId: string) {
  return { organizationId: whoAsks().tenant, hubspotId };
}

async function importCompany(
  tx: RobbieverseTransaction,
  { hubspotId, ...said }: HubspotCompany,
): Promise<void> {
  const key = keyOf(hubspotId);
  const data = { ...defined(said), syncedAt: new Date() };
  const where = { organizationId_hubspotId: key };
  await tx.company.upsert({ where, create: { ...said, ...data, ...key }, update: data });
}

async function importContact(
  tx: RobbieverseTransaction,
  { hubspotId, companyHubspotId, ...said }: HubspotContact,
  references: HubspotReferences,
): Promise<void> {
  const key = keyOf(hubspotId);
  const companyId = references.find("company", companyHubspotId);
  const data = { ...defined({ ...said, companyId }), syncedAt: new Date() };
  const where = { organizationId_hubspotId: key };
  await tx.contact.upsert({ where, create: { ...data, ...key }, update: data });
}

async function importDeal(
  tx: RobbieverseTransaction,
  {
    hubspotId,
    companyHubspotId,
    primaryContactHubspotId,
    contactHubspotIds = [],
    ...said
  }: HubspotDeal,
  references: HubspotReferences,
): Promise<void> {
  const key = keyOf(hubspotId);
  const companyId = references.find("company", companyHubspotId);
  const primaryContactId = references.find("contact", primaryContactHubspotId);
  const data = { ...defined({ ...said, companyId, primaryContactId }), syncedAt: new Date() };
  const where = { organizationId_hubspotId: key };
  const { id } = await tx.deal.upsert({
    where,
    create: { ...said, ...data, ...key },
    update: data,
  });
  const contactIds = contactHubspotIds.flatMap(
    (contact) => references.find("contact", contact) ?? [],
  );
  await tx.dealContact.createMany({
    data: contactIds.map((contactId) => ({
      organizationId: key.organizationId,
      dealId: id,
      contactId,
    })),
    skipDuplicates: true,
  });
}

async function importActivity(
  tx: RobbieverseTransaction,
  { hubspotId, companyHubspotId, contactHubspotId, dealHubspotId, ...said }: HubspotActivity,
  references: HubspotReferences,
): Promise<void> {
  const key = keyOf(hubspotId);
  const companyId = references.find("company", companyHubspotId);
  const contactId = references.find("contact", contactHubspotId);
  const dealId = references.find("deal", dealHubspotId);
  const data = { ...defined({ ...said, companyId, contactId, dealId }), syncedAt: new Date() };
  const where = { organizationId_hubspotId: key };
  await tx.activity.upsert({ where, create: { ...said, ...data, ...key }, update: data });
}
