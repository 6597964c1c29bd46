import { CheckViolation } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import { type HubspotBatch, importFromHubspot } from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open, as, memberships, companies, contacts, deals, organizations } = useRobbieverse();

const batch: HubspotBatch = {
  companies: [{ hubspotId: "10", name: "Globex", domain: "globex.com" }],
  contacts: [
    { hubspotId: "20", firstName: "Ada", lastName: "Lovelace", companyHubspotId: "10" },
    { hubspotId: "21", firstName: "Grace", companyHubspotId: "10" },
  ],
  deals: [
    {
      ...{ hubspotId: "30", dealName: "Engines", amount: "10.00", companyHubspotId: "10" },
      ...{ primaryContactHubspotId: "20", contactHubspotIds: ["20", "21"] },
    },
  ],
  activities: [
    {
      ...{ hubspotId: "40", activityType: "call", activityDate: new Date("2025-01-01Z") },
      ...{ companyHubspotId: "10", contactHubspotId: "20", dealHubspotId: "30" },
    },
  ],
};

async function setup() {
  const organization = await organizations.create();
  const member = await memberships.create({ organization });
  const load = (given: HubspotBatch) => as(member, () => importFromHubspot(open.client, given));
  const read = async (table: string) =>
    (
      await db.owner.query(
        `SELECT * FROM business.${table} WHERE organization_id = $1 ORDER BY hubspot_id`,
        [organization.id],
      )
    ).rows;
  return { organization, member, load, read };
}

describe("a batch from HubSpot", () => {
  it("is made with what refers to each other, whatever order it is in", async () => {
    const { load, read } = await setup();
    expect(await load(batch)).toEqual({ written: 5, missing: [] });
    const [company] = await read("companies");
    const [ada, grace] = await read("contacts");
    const [deal] = await read("deals");
    expect([ada.company_id, grace.company_id]).toEqual([company.id, company.id]);
    expect(deal).toMatchObject({ company_id: company.id, primary_contact_id: ada.id });
    expect(await read("activities")).toMatchObject([
      { company_id: company.id, contact_id: ada.id, deal_id: deal.id, user_id: null },
    ]);
    const links = await db.owner.query(
      "SELECT contact_id FROM business.deal_contacts WHERE deal_id = $1",
      [deal.id],
    );
    expect(links.rows.map(({ contact_id }) => contact_id).sort()).toEqual(
      [ada.id, grace.id].sort(),
    );
  });

  it("brings the same rows up to date when it comes again, and leaves what it does not say", async () => {
    const { organization, load, read } = await setup();
    await load(batch);
    const [before] = await read("companies");
    await db.owner.query(
      "UPDATE business.companies SET industry = 'Engines' WHERE organization_id = $1",
      [organization.id],
    );
    await load({ ...batch, companies: [{ hubspotId: "10", name: "Globex Inc", domain: null }] });
    const after = await read("companies");
    expect(after).toMatchObject([
      { id: before.id, name: "Globex Inc", domain: null, industry: "Engines" },
    ]);
    expect(after[0].synced_at.getTime()).toBeGreaterThan(before.synced_at.getTime());
    expect([(await read("contacts")).length, (await read("deals")).length]).toEqual([2, 1]);
  });

  it("touches nothing that was made by hand, nor links that HubSpot does not name", async () => {
    const { organization, load, read } = await setup();
    const of = { organization };
    const company = await companies.create({ ...of, name: "Globex", domain: "globex.com" });
    const contact = await contacts.create({ ...of, company, email: "ada@globex.com" });
    const deal = await deals.create({ ...of, company, dealName: "Engines" });
    await load(batch);
    const [{ id: imported }] = await read("deals");
    const { id: organizationId } = organization;
    await db.owner.query(
      "INSERT INTO business.deal_contacts (organization_id, deal_id, contact_id, role) VALUES ($1, $2, $3, 'friend')",
      [organizationId, imported, contact.id],
    );
    const byHand = async () => [
      (await read("companies")).filter(({ hubspot_id }) => hubspot_id === null),
      (await read("contacts")).filter(({ hubspot_id }) => hubspot_id === null),
      (await read("deals")).filter(({ hubspot_id }) => hubspot_id === null),
    ];
    const before = await byHand();
    expect(before).toMatchObject([[{ id: company.id }], [{ id: contact.id }], [{ id: deal.id }]]);
    await load(batch);
    expect(await byHand()).toEqual(before);
    const { rows } = await db.owner.query(
      "SELECT role FROM business.deal_contacts WHERE deal_id = $1 ORDER BY role",
      [imported],
    );
    expect(rows).toEqual([{ role: "friend" }, { role: null }, { role: null }]);
  });

  it("tells what it refers to that is not here, and leaves the reference as it was", async () => {
    const { load, read } = await setup();
    await load(batch);
    const [{ company_id }] = await read("deals");
    const [deal] = batch.deals ?? [];
    if (!deal) throw new Error("the batch has a deal");
    const lost = { ...deal, companyHubspotId: "11", primaryContactHubspotId: null };
    const { missing } = await load({ deals: [{ ...lost, contactHubspotIds: ["29"] }] });
    expect(missing).toEqual(["company 11", "contact 29"]);
    expect(await read("deals")).toMatchObject([{ company_id, primary_contact_id: null }]);
  });

  it("is made whole or not at all", async () => {
    const { load, read } = await setup();
    const broken = {
      ...batch,
      companies: [...(batch.companies ?? []), { hubspotId: "11", name: " " }],
    };
    await expect(load(broken)).rejects.toBeInstanceOf(CheckViolation);
    expect(await read("companies")).toEqual([]);
  });

  it("is one set of rows though several bring it at once", async () => {
    const { load, read } = await setup();
    const turned = { ...batch, contacts: [...(batch.contacts ?? [])].reverse() };
    await Promise.all([load(batch), load(turned), load(batch)]);
    expect([(await read("companies")).length, (await read("contacts")).length]).toEqual([1, 2]);
  });

  it("of two organizations is theirs each", async () => {
    const [one, other] = [await setup(), await setup()];
    await one.load(batch);
    await other.load({ companies: [{ hubspotId: "10", name: "Hooli" }] });
    expect(await one.read("companies")).toMatchObject([{ name: "Globex" }]);
    expect(await other.read("companies")).toMatchObject([{ name: "Hooli" }]);
  });
});
