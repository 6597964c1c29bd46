import { describe, expect, it } from "vitest";
import { changeStage, listOpenDeals, moveDeal, NotFound, readPipeline } from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open, as, memberships, companies, contacts, deals, organizations, towns } =
  useRobbieverse();

async function pipelineOf(organization: { id: string }) {
  await deals.create({ organization, amount: 100, dealScore: 15 });
  await deals.create({ organization, amount: "0.30" });
  await deals.create({ organization, amount: 1000, dealstage: "contractsent" });
  await deals.create({ organization, dealstage: "contractsent" });
  await deals.create({ organization, amount: 9, isClosed: true, closedWon: true });
  await deals.create({ organization, amount: 9, isActive: false });
  await deals.create({ organization, amount: 9, pipeline: "partners" });
}

describe("a pipeline", () => {
  it("is its open deals, each with its probability, the likeliest first", async () => {
    const organization = await organizations.create();
    const member = await memberships.create({ organization });
    await pipelineOf(organization);
    const found = await as(member, () => listOpenDeals(open.client));
    expect(found.map((deal) => deal.calculatedProbability)).toEqual([90, 90, 20, 15]);
    const partners = await as(member, () => listOpenDeals(open.client, { pipeline: "partners" }));
    expect(partners).toHaveLength(1);
    expect(await as(member, () => listOpenDeals(open.client, { limit: 1 }))).toHaveLength(1);
  });

  it("comes to amounts, and to amounts by probability, stage by stage", async () => {
    const organization = await organizations.create();
    const member = await memberships.create({ organization });
    await pipelineOf(organization);
    expect(await as(member, () => readPipeline(open.client))).toEqual([
      { stage: "contractsent", deals: 2, amount: "1000.00", weightedAmount: "900.00" },
      { stage: "appointmentscheduled", deals: 2, amount: "100.30", weightedAmount: "15.06" },
    ]);
  });
});

describe("the stage of a deal", () => {
  it("closes it as won or lost, and opens it again", async () => {
    const member = await memberships.create();
    const { id } = await deals.create();
    const to = (stage: string, lostReason?: string) => () =>
      changeStage(open.client, id, stage, lostReason === undefined ? {} : { lostReason });
    const read = async () =>
      (await db.owner.query("SELECT * FROM business.deals WHERE id = $1", [id])).rows[0];
    await as(member, to("closedlost", "price"));
    expect(await read()).toMatchObject({
      ...{ dealstage: "closedlost", is_closed: true, closed_won: false },
      ...{ closed_at: expect.any(Date), closed_lost_reason: "price" },
    });
    await as(member, to("closedwon"));
    const won = await read();
    expect(won).toMatchObject({ is_closed: true, closed_won: true, closed_lost_reason: null });
    await as(member, to("closedwon"));
    expect((await read()).closed_at).toEqual(won.closed_at);
    await as(member, to("qualifiedtobuy"));
    expect(await read()).toMatchObject({
      ...{ dealstage: "qualifiedtobuy", is_closed: false, closed_won: false, closed_at: null },
    });
  });

  it("is changed by nobody of another organization", async () => {
    const stranger = await memberships.create({ organization: await organizations.create() });
    const { id } = await deals.create();
    const change = () => changeStage(open.client, id, "closedwon");
    await expect(as(stranger, change)).rejects.toBeInstanceOf(NotFound);
  });
});

describe("a deal is moved", () => {
  it("to no company or contact that who asks may not see, though keys would let him", async () => {
    const member = await memberships.create();
    const town = await towns.create();
    const { id } = await deals.create();
    const company = await companies.create({ town });
    const contact = await contacts.create({ town });
    for (const to of [{ companyId: company.id }, { primaryContactId: contact.id }]) {
      const move = () => moveDeal(open.client, id, to);
      await expect(as(member, move)).rejects.toBeInstanceOf(NotFound);
    }
  });

  it("with what is not said left as it is; none is moved that is not there", async () => {
    const member = await memberships.create();
    const [company, contact] = [await companies.create(), await contacts.create()];
    const { id } = await deals.create({ company, primaryContact: contact });
    const moved = await as(member, () => moveDeal(open.client, id, { companyId: null }));
    expect(moved).toMatchObject({ id, companyId: null, primaryContactId: contact.id });
    const none = () => moveDeal(open.client, company.id, { companyId: null });
    await expect(as(member, none)).rejects.toBeInstanceOf(NotFound);
  });
});
