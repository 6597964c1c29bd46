import { beforeAll, describe, expect, it } from "vitest";
import {
  addFavorite,
  findByText,
  readEntity,
  readFavorites,
  readGraph,
  readSharedWithMe,
} from "../../src/index.js";
import { entityStatuses, entityVisibilities } from "../../src/words.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { db, open, as, tenants, users, entities, shares, relationships, favorites } =
  usePromptcraft();

const hour = 3_600_000;
const ends = { never: null, later: new Date(Date.now() + hour), past: new Date(Date.now() - hour) };

interface Case {
  readonly status: (typeof entityStatuses)[number];
  readonly visibility: (typeof entityVisibilities)[number];
  readonly isDeleted: boolean;
  /** When the share with the colleague ends, if there is one. */
  readonly share: keyof typeof ends | undefined;
}

const cases: readonly Case[] = entityStatuses.flatMap((status) =>
  entityVisibilities.flatMap((visibility) =>
    [false, true].flatMap((isDeleted) =>
      ([undefined, "never", "later", "past"] as const).map((share) => ({
        ...{ status, visibility, isDeleted, share },
      })),
    ),
  ),
);

/** The rule in other words than the database has it. */
const rules = {
  owner: () => true,
  colleague: ({ status, visibility, isDeleted, share }: Case) => {
    if (isDeleted) return false;
    return (
      (visibility === "public" && status !== "draft") || share === "never" || share === "later"
    );
  },
  stranger: () => false,
};

describe("who may read an entity reads, finds and walks to it, and sees it among his favorites", () => {
  const made = new Map<string, Case>();
  const people = new Map<string, { id: string; tenantId: string; start: string }>();

  beforeAll(async () => {
    const elsewhere = await tenants.create();
    for (const [name, tenant] of [["owner"], ["colleague"], ["stranger", elsewhere]] as const) {
      const user = await users.create({ tenant });
      const start = await entities.create({ tenant, owner: user });
      people.set(name, { ...user, start: start.id });
    }
    const [owner, colleague] = [people.get("owner"), people.get("colleague")];
    if (!owner || !colleague) throw new Error("there are both");
    for (const one of cases) {
      const { status, visibility, isDeleted, share } = one;
      const deletedAt = isDeleted ? new Date() : null;
      const given = { owner, status, visibility, deletedAt, title: "Zeppelin" };
      const { id } = await entities.create(given);
      made.set(id, one);
      if (share) {
        const expiresAt = ends[share];
        const between = { sharedBy: owner.id, sharedWith: colleague.id };
        await shares.create({ entityId: id, ...between, expiresAt });
      }
      for (const { id: userId, start } of [owner, colleague]) {
        await relationships.create({ sourceId: start, targetId: id });
        await favorites.create({ userId, entityId: id });
      }
    }
  });

  it.each(Object.entries(rules))("%s", async (name, mayRead) => {
    const person = people.get(name);
    if (!person) throw new Error(`there is a ${name}`);
    const ids = [...made.keys()];
    const idsOf = (found: readonly { readonly id: string }[]) =>
      found
        .map(({ id }) => id)
        .filter((id) => made.has(id))
        .sort();
    const seen = await as(person, async () => ({
      read: await Promise.all(
        ids.map((id) => readEntity(open.client, id).catch(() => ({ id: "none" }))),
      ).then(idsOf),
      found: idsOf(await findByText(open.client, "zeppelin", { limit: 1000 })),
      walked: idsOf((await readGraph(open.client, person.start, { depth: 2 })).nodes),
      favored: idsOf(await readFavorites(open.client)),
      shared: idsOf(await readSharedWithMe(open.client)),
    }));
    const read = ids.filter((id) => mayRead(made.get(id) as Case)).sort();
    const listed = read.filter((id) => !made.get(id)?.isDeleted);
    const shared = listed.filter((id) => ["never", "later"].includes(made.get(id)?.share ?? ""));
    expect(seen).toEqual({
      ...{ read, found: listed, walked: listed, favored: listed },
      shared: name === "colleague" ? shared : [],
    });
  });
});

it("nobody marks what he may not see", async () => {
  const [ada, bruno] = await users.createMany(2);
  const { id } = await entities.create({ owner: ada });
  await expect(as(bruno, () => addFavorite(open.client, id))).rejects.toThrow("that you may see");
});

it("nothing is read without a user and a tenant", async () => {
  const { id } = await entities.create();
  await expect(readEntity(open.client, id)).rejects.toThrow("Who asks is not known");
});

it("the rule becomes part of the query that asks it, so that indexes are used", async () => {
  const client = await db.pool.connect();
  try {
    await client.query("BEGIN; SET LOCAL enable_seqscan = off");
    const { rows } = await client.query(
      `EXPLAIN (COSTS OFF) SELECT FROM promptcraft.visible_entities('${crypto.randomUUID()}') AS entity
       WHERE entity.id = '${crypto.randomUUID()}'`,
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toMatch(/Index Scan using entity_.* on entity/);
    expect(plan).not.toContain("Function Scan");
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
});
