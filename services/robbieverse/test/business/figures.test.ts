import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listCompanies, moveDeal, NotFound, readCompany, readContact } from "../../src/index.js";
import { asOwner } from "../as-owner.js";
import { useRobbieverse } from "../use-robbieverse.js";
import { recount } from "./recount.js";
import { run, statements } from "./statements.js";

const world = useRobbieverse();
const { db, open, as, memberships, companies, contacts, deals, activities } = world;
const { organizations, towns, townMembers } = world;

const day = (n: number) => new Date(Date.UTC(2025, 0, n));

describe("figures", () => {
  it("are what the active deals and the activities of a company come to", async () => {
    const member = await memberships.create();
    const company = await companies.create();
    const of = { company, isClosed: true } as const;
    await deals.create({ company, amount: "10.50", dealDate: day(1) });
    await deals.create({ company, dealDate: day(2) });
    await deals.create({ ...of, closedWon: true, amount: 100, dealDate: day(3), closedAt: day(9) });
    await deals.create({ ...of, closedWon: true, amount: 1, dealDate: day(4), closedAt: day(8) });
    await deals.create({ ...of, amount: 1000, dealDate: day(5), closedAt: day(10) });
    await deals.create({ company, amount: 5000, dealDate: day(6), isActive: false });
    await activities.create({ company, activityDate: day(1) });
    await activities.create({ company, activityDate: day(2) });
    await activities.create({ company, activityDate: new Date("2100-01-01Z") });
    const found = await as(member, () => readCompany(open.client, company.id));
    expect(found).toMatchObject({
      ...{ id: company.id, name: company.name, hasDeals: true },
      ...{ dealCount: 5, openDealCount: 2, wonDealCount: 2 },
      ...{ dealValue: "1111.50", openDealValue: "10.50", wonDealValue: "101.00" },
      ...{ lastDealDate: day(5), lastWonDate: day(9) },
      ...{ activityCount: 3, lastActivityDate: day(2), nextActivityDate: new Date("2100-01-01Z") },
    });
  });

  it("of a contact are those of the deals that he is the primary contact of, lost ones told too", async () => {
    const member = await memberships.create();
    const contact = await contacts.create();
    await deals.create({ primaryContact: contact, amount: 7, isClosed: true });
    await deals.create({ primaryContact: contact, amount: 8 });
    await activities.create({ contact, activityDate: day(1) });
    expect(await as(member, () => readContact(open.client, contact.id))).toMatchObject({
      ...{ dealCount: 2, openDealCount: 1, wonDealCount: 0, lostDealCount: 1 },
      ...{ dealValue: "15.00", openDealValue: "8.00", wonDealValue: "0.00", lastWonDate: null },
      ...{ activityCount: 1, lastActivityDate: day(1), nextActivityDate: null },
    });
  });

  it("of who has neither are nothing, and no row is missing", async () => {
    const member = await memberships.create();
    const { id } = await companies.create();
    expect(await as(member, () => readCompany(open.client, id))).toMatchObject({
      ...{ hasDeals: false, dealCount: 0, dealValue: "0.00", lastDealDate: null },
      ...{ activityCount: 0, lastActivityDate: null },
    });
  });

  it("of both companies and both contacts are right when a deal is moved", async () => {
    const member = await memberships.create();
    const [from, to] = await companies.createMany(2);
    const [ada, grace] = await contacts.createMany(2);
    const { id } = await deals.create({ company: from, primaryContact: ada, amount: 5 });
    const figures = async () =>
      await as(member, async () => [
        (await readCompany(open.client, from.id)).dealValue,
        (await readCompany(open.client, to.id)).dealValue,
        (await readContact(open.client, ada.id)).dealCount,
        (await readContact(open.client, grace.id)).dealCount,
      ]);
    expect(await figures()).toEqual(["5.00", "0.00", 1, 0]);
    await as(member, () => moveDeal(open.client, id, { companyId: to.id }));
    expect(await figures()).toEqual(["0.00", "5.00", 1, 0]);
    await as(member, () => moveDeal(open.client, id, { primaryContactId: grace.id }));
    expect(await figures()).toEqual(["0.00", "5.00", 0, 1]);
    await as(member, () => moveDeal(open.client, id, { companyId: null }));
    expect(await figures()).toEqual(["0.00", "0.00", 0, 1]);
  });

  it("are right when two who change deals of one company at once are done, and neither waits", async () => {
    const member = await memberships.create();
    const [one, other] = await companies.createMany(2);
    const [first, second] = await deals.createMany(2, { company: one, amount: 3 });
    const [ada, bruno] = [await db.owner.connect(), await db.owner.connect()];
    try {
      const move = "UPDATE business.deals SET company_id = $1 WHERE id = $2";
      for (const writer of [ada, bruno]) await writer.query("BEGIN; SET LOCAL lock_timeout = 100");
      await ada.query(move, [other.id, first.id]);
      await bruno.query(move, [other.id, second.id]);
      await bruno.query("COMMIT");
      await ada.query("COMMIT");
    } finally {
      for (const writer of [ada, bruno]) writer.release(true);
    }
    const read = (id: string) => as(member, () => readCompany(open.client, id));
    expect([await read(one.id), await read(other.id)]).toMatchObject([
      { dealCount: 0, dealValue: "0.00" },
      { dealCount: 2, dealValue: "6.00" },
    ]);
  });

  it("count the rows of a town for its members alone", async () => {
    const [inside, outside] = await memberships.createMany(2);
    const town = await towns.create();
    await townMembers.create({ town, userId: inside.userId });
    const company = await companies.create();
    await deals.create({ company, amount: 2 });
    await deals.create({ company, amount: 40, town });
    await activities.create({ company, town });
    const read = () => readCompany(open.client, company.id);
    expect(await as(inside, read)).toMatchObject({ dealValue: "42.00", activityCount: 1 });
    expect(await as(outside, read)).toMatchObject({ dealValue: "2.00", activityCount: 0 });
  });

  it("are what a recount says, whatever statements came before", async () => {
    const property = fc.asyncProperty(statements, async (sequence) => {
      const organization = await organizations.create();
      const places = {
        organizationId: organization.id,
        companies: (await companies.createMany(3, { organization })).map(({ id }) => id),
        contacts: (await contacts.createMany(3, { organization })).map(({ id }) => id),
      };
      const owner = asOwner(db);
      for (const statement of sequence) await run(owner, places, statement);
      const view = (name: string) =>
        owner.query(
          `SELECT ${name}_id AS id, deal_count, open_deal_count, won_deal_count, deal_value::float8, open_deal_value::float8,
             won_deal_value::float8, last_deal_date, last_won_date, activity_count, last_activity_date
           FROM business.${name}_figures WHERE organization_id = $1 ORDER BY ${name}_id`,
          [organization.id],
        );
      const again = await recount(owner, organization.id);
      expect(await view("company")).toEqual(again.companies);
      expect(await view("contact")).toEqual(again.contacts);
    });
    await checkProperty(property, 60);
  });
});

describe("a list of companies", () => {
  it("is the active ones by name, with figures, a page after the other", async () => {
    const organization = await organizations.create();
    const member = await memberships.create({ organization });
    const [a, b, c] = [
      await companies.create({ organization, name: "A" }),
      await companies.create({ organization, name: "B" }),
      await companies.create({ organization, name: "B" }),
    ];
    await companies.create({ organization, name: "A", isActive: false });
    await deals.create({ organization, companyId: b.id, amount: 9 });
    const rest = [b.id, c.id].sort();
    await as(member, async () => {
      const page = await listCompanies(open.client, { limit: 2 });
      expect(page.map(({ id }) => id)).toEqual([a.id, rest[0]]);
      const next = await listCompanies(open.client, { after: page[1] as (typeof page)[1] });
      expect(next.map(({ id }) => id)).toEqual([rest[1]]);
      const values = [...page, ...next].map(({ dealValue }) => dealValue).sort();
      expect(values).toEqual(["0.00", "0.00", "9.00"]);
    });
  });
});

it("who asks is shown no company or contact of another organization", async () => {
  const stranger = await memberships.create({ organization: await organizations.create() });
  const [company, contact] = [await companies.create(), await contacts.create()];
  const read = () => readCompany(open.client, company.id);
  await expect(as(stranger, read)).rejects.toBeInstanceOf(NotFound);
  const readHim = () => readContact(open.client, contact.id);
  await expect(as(stranger, readHim)).rejects.toBeInstanceOf(NotFound);
});
