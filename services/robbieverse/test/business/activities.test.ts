import { describe, expect, it } from "vitest";
import { NotFound, recordActivity } from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { open, as, memberships, companies, contacts, deals, towns } = useRobbieverse();

describe("an activity", () => {
  it("is recorded as of who asks, at once or when he says", async () => {
    const member = await memberships.create();
    const [company, contact] = [await companies.create(), await contacts.create()];
    const { id: dealId } = await deals.create();
    const call = { type: "call", companyId: company.id, contactId: contact.id, dealId } as const;
    const before = Date.now();
    const made = await as(member, () => recordActivity(open.client, { ...call, subject: "Hello" }));
    expect(made).toMatchObject({
      ...{ activityType: "call", userId: member.userId, subject: "Hello" },
      ...{ companyId: company.id, contactId: contact.id, dealId, hubspotId: null },
    });
    expect(made.activityDate.getTime()).toBeGreaterThanOrEqual(before);
    const date = new Date("2100-01-01Z");
    const planned = await as(member, () => recordActivity(open.client, { type: "meeting", date }));
    expect(planned).toMatchObject({ activityDate: date, companyId: null });
  });

  it("has to do with nothing that who asks may not see", async () => {
    const member = await memberships.create();
    const town = await towns.create();
    const hidden = [
      { companyId: (await companies.create({ town })).id },
      { contactId: (await contacts.create({ town })).id },
      { dealId: (await deals.create({ town })).id },
    ];
    for (const concerned of hidden) {
      const record = () => recordActivity(open.client, { type: "note", ...concerned });
      await expect(as(member, record)).rejects.toBeInstanceOf(NotFound);
    }
  });
});
