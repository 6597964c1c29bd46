import { expect, it } from "vitest";
import {
  matchLinkedinProfiles,
  readLinkedinOfCompany,
  readLinkedinOfDeal,
} from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const world = useRobbieverse();
const { db, open, as, memberships, organizations, companies, contacts, deals } = world;
const { dealContacts, linkedinProfiles, linkedinPosts, linkedinMessages } = world;

it.each([
  ["https://www.linkedin.com/in/Ada-Lovelace/", "ada-lovelace"],
  ["http://linkedin.com/in/ada-lovelace?trk=x", "ada-lovelace"],
  ["de.linkedin.com/IN/ada-lovelace#top", "ada-lovelace"],
  ["https://www.linkedin.com/company/globex", null],
  ["", null],
])("a person's name in %s is %s", async (url, handle) => {
  const { rows } = await db.owner.query("SELECT integration.linkedin_handle($1) AS handle", [url]);
  expect(rows).toEqual([{ handle }]);
});

/** Ada, whose address is a contact's; Grace, whose address is two contacts'; and Bruno, whose is nobody's. */
async function setup() {
  const organization = await organizations.create();
  const member = await memberships.create({ organization });
  const of = { organization };
  const company = await companies.create({ ...of, domain: "globex.com" });
  const linkedinUrl = "linkedin.com/in/ADA/";
  const ada = await contacts.create({ ...of, company, linkedinUrl });
  await contacts.createMany(2, { ...of, linkedinUrl: "linkedin.com/in/grace" });
  await contacts.create({ ...of, linkedinUrl: null });
  const profile = (name: string) =>
    linkedinProfiles.create({
      ...of,
      fullName: name,
      linkedinUrl: `https://www.linkedin.com/in/${name}`,
    });
  const profiles = [await profile("ada"), await profile("grace"), await profile("bruno")] as const;
  const match = () => as(member, () => matchLinkedinProfiles(open.client));
  return { organization, member, company, ada, profiles, match };
}

it("a profile is matched with the one contact that has its address, once", async () => {
  const { organization, ada, match } = await setup();
  const elsewhere = await linkedinProfiles.create({
    linkedinUrl: "https://www.linkedin.com/in/ada",
  });
  expect([await match(), await match()]).toEqual([1, 0]);
  const { rows } = await db.owner.query(
    "SELECT full_name, contact_id FROM integration.linkedin_profiles WHERE organization_id = $1 ORDER BY 1",
    [organization.id],
  );
  expect(rows.map(({ contact_id }) => contact_id)).toEqual([ada.id, null, null]);
  expect(elsewhere.contactId).toBeNull();
});

it("profiles are found by the domain of their company and by a deal, with what they have to do with", async () => {
  const { organization, member, company, ada, profiles, match } = await setup();
  const of = { organization };
  await match();
  const primary = await deals.create({ ...of, primaryContact: ada });
  const associated = await deals.create(of);
  await dealContacts.create({ ...of, deal: associated, contact: ada });
  await dealContacts.create({ ...of, deal: primary, contact: ada });
  const unrelated = await deals.create(of);
  await deals.create({ ...of, primaryContact: ada, isClosed: true });
  await deals.create({ ...of, primaryContact: ada, isActive: false });
  const [profile] = profiles;
  const [postedAt, sentAt] = [new Date("2027-02-01Z"), new Date("2027-02-02Z")];
  await linkedinPosts.create({ ...of, profile, postedAt });
  await linkedinMessages.create({ ...of, profile, sentAt });
  const known = {
    ...{ profileId: profile.id, fullName: "ada", linkedinUrl: profile.linkedinUrl },
    ...{ contactId: ada.id, companyId: company.id, companyName: company.name },
    ...{ openDealCount: 2, lastPostAt: postedAt, lastMessageAt: sentAt },
  };
  await as(member, async () => {
    expect(await readLinkedinOfCompany(open.client, "Globex.com")).toEqual([known]);
    expect(await readLinkedinOfCompany(open.client, "hooli.com")).toEqual([]);
    expect(await readLinkedinOfDeal(open.client, primary.id)).toEqual([known]);
    expect(await readLinkedinOfDeal(open.client, associated.id)).toEqual([known]);
    expect(await readLinkedinOfDeal(open.client, unrelated.id)).toEqual([]);
  });
});
