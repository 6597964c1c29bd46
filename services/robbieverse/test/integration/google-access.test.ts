import { describe, expect, it } from "vitest";
import { googleDataKinds, maySeeGoogleData, NotFound, readGmail } from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const world = useRobbieverse();
const { db, open, as, memberships, organizations } = world;
const { googleDomains, googleUsers, googleRules, gmailMessages } = world;

const hour = 3_600_000;

/** A viewer and a target of one domain, and what the viewer may see of him. */
async function setup() {
  const member = await memberships.create();
  const domain = await googleDomains.create();
  const [viewer, target] = await googleUsers.createMany(2, { domain, userId: member.userId });
  const kindsOf = async (id: string) => {
    const seen = [];
    for (const kind of googleDataKinds) {
      const may = await as(member, () => maySeeGoogleData(open.client, viewer.id, id, kind));
      if (may) seen.push(kind);
    }
    return seen;
  };
  return { member, domain, viewer, target, kindsOf };
}

describe("a viewer may see", () => {
  it("all data of his own, by a rule that comes with the account", async () => {
    const { viewer, kindsOf } = await setup();
    expect(await kindsOf(viewer.id)).toEqual(googleDataKinds);
    const { rows } = await db.owner.query(
      "SELECT target_id, is_admin, expires_at FROM integration.google_data_access_rules WHERE viewer_id = $1",
      [viewer.id],
    );
    expect(rows).toEqual([{ target_id: viewer.id, is_admin: false, expires_at: null }]);
  });

  it("nothing of another without a rule", async () => {
    const { target, kindsOf } = await setup();
    expect(await kindsOf(target.id)).toEqual([]);
  });

  it("the kinds that a rule for the one grants, and of nobody else", async () => {
    const { domain, viewer, target, kindsOf } = await setup();
    const third = await googleUsers.create({ domain });
    await googleRules.create({ viewer, target, kinds: ["calendar", "drive"] });
    expect(await kindsOf(target.id)).toEqual(["calendar", "drive"]);
    expect(await kindsOf(third.id)).toEqual([]);
  });

  it("nothing the other way round", async () => {
    const { viewer, target, kindsOf } = await setup();
    await googleRules.create({ viewer: target, target: viewer, isAdmin: true });
    expect(await kindsOf(target.id)).toEqual([]);
  });

  it("the kinds that a rule for all grants, of everybody in the domain, also who comes later", async () => {
    const { domain, viewer, target, kindsOf } = await setup();
    await googleRules.create({ viewer, kinds: ["tasks"] });
    const later = await googleUsers.create({ domain });
    expect([await kindsOf(target.id), await kindsOf(later.id)]).toEqual([["tasks"], ["tasks"]]);
  });

  it("what any of several rules grants", async () => {
    const { viewer, target, kindsOf } = await setup();
    await googleRules.create({ viewer, kinds: ["tasks"] });
    await googleRules.create({ viewer, target, kinds: ["gmail"] });
    expect(await kindsOf(target.id)).toEqual(["gmail", "tasks"]);
  });

  it("nothing of another domain, though the rule is for all", async () => {
    const { viewer, kindsOf } = await setup();
    await googleRules.create({ viewer, isAdmin: true });
    const elsewhere = await googleUsers.create({ domain: await googleDomains.create() });
    expect(await kindsOf(elsewhere.id)).toEqual([]);
  });

  it("everything by a rule of an administrator, whatever its kinds", async () => {
    const { viewer, target, kindsOf } = await setup();
    await googleRules.create({ viewer, target, kinds: [], isAdmin: true });
    expect(await kindsOf(target.id)).toEqual(googleDataKinds);
  });

  it("nothing any more when the rule has expired, and still before", async () => {
    const { domain, viewer, target, kindsOf } = await setup();
    const third = await googleUsers.create({ domain });
    const [past, future] = [new Date(Date.now() - hour), new Date(Date.now() + hour)];
    await googleRules.create({ viewer, target, isAdmin: true, expiresAt: past });
    await googleRules.create({ viewer, target: third, kinds: ["gmail"], expiresAt: future });
    expect([await kindsOf(target.id), await kindsOf(third.id)]).toEqual([[], ["gmail"]]);
  });

  it("nothing of another organization, whatever its rules say", async () => {
    const { viewer, target } = await setup();
    await googleRules.create({ viewer, target, isAdmin: true });
    const organization = await organizations.create();
    const stranger = await memberships.create({ organization });
    const ask = () => maySeeGoogleData(open.client, viewer.id, target.id, "gmail");
    expect(await as(stranger, ask)).toBe(false);
  });
});

describe("a rule", () => {
  it("is between accounts of one domain", async () => {
    const { viewer } = await setup();
    const elsewhere = await googleUsers.create({ domain: await googleDomains.create() });
    await expect(googleRules.create({ viewer, target: elsewhere })).rejects.toMatchObject({
      code: "23503",
    });
  });

  it("is one a viewer and target, and one for all", async () => {
    const { viewer, target } = await setup();
    const unique = { code: "23505" };
    await googleRules.create({ viewer, target });
    await expect(googleRules.create({ viewer, target })).rejects.toMatchObject(unique);
    await googleRules.create({ viewer });
    await expect(googleRules.create({ viewer })).rejects.toMatchObject(unique);
    await expect(googleRules.create({ viewer, target: viewer })).rejects.toMatchObject(unique);
  });

  it("for all of a domain keeps its viewer from moving to another with it", async () => {
    const { viewer } = await setup();
    const { id } = await googleDomains.create();
    const move = db.owner.query(
      "UPDATE integration.google_workspace_users SET domain_id = $1 WHERE id = $2",
      [id, viewer.id],
    );
    await expect(move).rejects.toMatchObject({ code: "23503" });
  });
});

describe("mail", () => {
  it("is read by who asks through an account of his own alone", async () => {
    const { member, viewer, target } = await setup();
    const [own] = await gmailMessages.createMany(1, { googleUser: viewer });
    await gmailMessages.create({ googleUser: target });
    const read = () => readGmail(open.client, viewer.id);
    expect((await as(member, read)).map(({ id }) => id)).toEqual([own.id]);
    const other = await memberships.create();
    await expect(as(other, read)).rejects.toBeInstanceOf(NotFound);
  });
});
