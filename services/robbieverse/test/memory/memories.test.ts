import { NotFound, rawClient } from "@deepiri/database";
import { embedWords, searchByText, searchByVector, wordsModel } from "@deepiri/search";
import { beforeAll, describe, expect, it } from "vitest";
import type { AiMemory } from "../../src/index.js";
import { embedMemories, forget, purgeExpired, recall, remember } from "../../src/index.js";
import { asOwner } from "../as-owner.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open, as, memberships, memories, organizations, conversationContext } =
  useRobbieverse();

type Member = Awaited<ReturnType<typeof memberships.create>>;

const days = (ago: number) => new Date(Date.now() - ago * 86_400_000);
const embed = () => embedMemories(rawClient(db.owner));

/** Puts a memory of a member where it is, as it is told. */
const put = (member: Member, given: object) =>
  memories.create({
    organizationId: member.organizationId,
    userId: member.userId,
    ...given,
  } as never);

describe("what is remembered", () => {
  it("is merged by category and subject, whatever its capital letters, with more evidence", async () => {
    const member = await memberships.create();
    const [one, other] = [crypto.randomUUID(), crypto.randomUUID()];
    await as(member, async () => {
      const first = await remember(open.client, {
        category: "preference",
        subject: "Soup",
        content: "Likes soup.",
        confidence: 0.5,
        importance: 7,
        evidence: "I like soup.",
        references: [one],
        people: ["Ada"],
        tags: ["food"],
        expiresAt: new Date("2100-01-01T00:00:00Z"),
      });
      expect(first).toMatchObject({ evidenceCount: 1, accessCount: 1, importanceLevel: 7 });
      const second = await remember(open.client, {
        category: "preference",
        subject: "SOUP",
        content: "Likes tomato soup.",
        confidence: 0.6,
        importance: 4,
        evidence: "Tomato, please.",
        references: [one, other],
        people: ["Ada", "Bob"],
        tags: ["lunch"],
        expiresAt: new Date("2090-01-01T00:00:00Z"),
        isCore: true,
      });
      expect(second).toMatchObject({
        id: first.id,
        subject: "Soup",
        content: "Likes tomato soup.",
        evidenceCount: 2,
        evidenceExamples: ["I like soup.", "Tomato, please."],
        importanceLevel: 7,
        sourceReferences: [one, other],
        associatedPeople: ["Ada", "Bob"],
        contextualTags: ["food", "lunch"],
        expiresAt: new Date("2100-01-01T00:00:00Z"),
        isCoreMemory: true,
      });
      expect(second.confidenceLevel).toBeCloseTo(0.8);
      const same = { category: "preference", subject: "soup", content: "Soup." } as const;
      expect(await remember(open.client, same)).toMatchObject({ id: first.id, expiresAt: null });
      const fact = await remember(open.client, { ...same, category: "fact" });
      expect(fact.id).not.toBe(first.id);
    });
  });

  it("begins anew where what was remembered has expired, though it is not purged yet", async () => {
    const member = await memberships.create();
    const about = { category: "goal", subject: "Marathon" } as const;
    const old = await put(member, { ...about, evidenceCount: 5, expiresAt: days(1) });
    const memory = { ...about, content: "Runs again", confidence: 0.3 };
    const made = await as(member, () => remember(open.client, memory));
    expect(made).toMatchObject({ evidenceCount: 1, confidenceLevel: 0.3, expiresAt: null });
    expect(made.id).not.toBe(old.id);
  });

  it("is accessed when its content changes, and only then", async () => {
    const made = await memories.create({ lastAccessed: days(3) });
    const update = async (set: string) =>
      await asOwner(db).query(
        `UPDATE conversation.ai_memories SET ${set} WHERE id = $1
         RETURNING access_count AS count, last_accessed > now() - interval '1 minute' AS just_now`,
        [made.id],
      );
    expect(await update("content = content, subject = 'other'")).toEqual([
      { count: 1, just_now: false },
    ]);
    expect(await update("content = 'other'")).toEqual([{ count: 2, just_now: true }]);
  });

  it("is forgotten by whom it is about alone", async () => {
    const member = await memberships.create();
    const { id } = await put(member, {});
    const colleague = await memberships.create();
    await expect(as(colleague, () => forget(open.client, id))).rejects.toBeInstanceOf(NotFound);
    await as(member, () => forget(open.client, id));
    await expect(as(member, () => forget(open.client, id))).rejects.toBeInstanceOf(NotFound);
  });

  it("is purged for good when it has expired, as what is known in a conversation is", async () => {
    await memories.create({ expiresAt: days(1) });
    await memories.create({ expiresAt: days(-1) });
    await conversationContext.create({ expiresAt: days(1) });
    await conversationContext.create({ expiresAt: days(-1) });
    expect(await purgeExpired(rawClient(db.owner))).toEqual({ memories: 1, context: 1 });
    expect(await purgeExpired(rawClient(db.owner))).toEqual({ memories: 0, context: 0 });
  });
});

describe("recall", () => {
  const dishes = ["soup", "salad", "stew", "bread", "rice", "beans", "fish", "cheese", "pie"];
  const moods = ["likes", "hates", "cooks", "orders", "dreams of", "talks about", "sells"];
  let member: Member;
  let all: AiMemory[];

  beforeAll(async () => {
    member = await memberships.create();
    all = [];
    for (const [n, mood] of moods.entries())
      for (const [m, dish] of dishes.entries())
        all.push(
          await put(member, {
            subject: `${dish} ${n}`,
            content: `Ada ${mood} ${dish}`,
            importanceLevel: 1 + ((n * 5 + m * 3) % 10),
            confidenceLevel: ((n + 2 * m) % 7) / 6,
            decayRate: [0.5, 0.9, 1][(n + m) % 3],
            isCoreMemory: (n + m) % 5 === 0,
            lastAccessed: days((n * 7 + m) % 20),
          }),
        );
    await embed();
  });

  /** Of the memories nearest by both searches so many times as many, weighed by the rule as the README states it. */
  async function expected(text: string, k: number): Promise<{ id: string; score: number }[]> {
    const client = rawClient(db.owner);
    const whose = {
      collection: "conversation.ai_memories",
      tenant: member.organizationId,
      viewer: member.userId,
      limit: 1000,
    };
    const [vector = []] = await embedWords([text]);
    const near = { ...whose, model: wordsModel, vector, exact: true };
    const relevance = new Map<string, number>();
    const searches = [
      await searchByText(client, { ...whose, text }),
      await searchByVector(client, near),
    ];
    for (const found of searches)
      for (const { key, rank } of found)
        relevance.set(key, (relevance.get(key) ?? 0) + 1 / (60 + rank));
    const byScore = (one: { id: string; score: number }, other: { id: string; score: number }) =>
      other.score - one.score || (one.id < other.id ? -1 : 1);
    return [...relevance]
      .map(([id, score]) => ({ id, score }))
      .sort(byScore)
      .slice(0, Math.max(4 * k, 40))
      .map(({ id, score }) => {
        const memory = all.find((one) => one.id === id) as AiMemory;
        const age = Math.max(0, Date.now() - memory.lastAccessed.getTime()) / 86_400_000;
        const decay = memory.isCoreMemory ? 1 : memory.decayRate ** age;
        const weight = (memory.importanceLevel / 10) * memory.confidenceLevel * decay;
        return { id, score: score * weight };
      })
      .sort(byScore)
      .slice(0, k);
  }

  /** Nothing is recorded, so that the next question meets the same. */
  async function asked(text: string, limit: number) {
    const found = await as(member, () =>
      open.client
        .$transaction(async (tx) => {
          const recalled = await recall(tx, text, { limit });
          throw Object.assign(new Error("enough"), { recalled });
        })
        .catch((enough: Error & { recalled?: Awaited<ReturnType<typeof recall>> }) => {
          if (!enough.recalled) throw enough;
          return enough.recalled;
        }),
    );
    return found;
  }

  it.each([
    ["Ada likes soup", 10],
    ["who cooks rice or fish", 5],
    ["dreams", 3],
    ["cheese", 20],
    ["nothing of all that", 60],
  ])("gives just what the rule says, in its order: %s, %i", async (text, k) => {
    const found = await asked(text, k);
    const rule = await expected(text, k);
    // Equal scores may differ in the last digit by the order of multiplication; their order is then by id in both.
    expect(found.map(({ id }) => id)).toEqual(rule.map(({ id }) => id));
    for (const [n, { score }] of found.entries())
      expect(score).toBeCloseTo(rule[n]?.score ?? -1, 6);
  });

  it("gives as many as asked for whenever there are, and of categories if that is asked for", async () => {
    expect(await asked("soup", all.length)).toHaveLength(all.length);
    expect(await asked("soup", 1000)).toHaveLength(all.length);
    const facts = () => recall(open.client, "soup", { categories: ["fact"] });
    expect(await as(member, facts)).toEqual([]);
    for (const limit of [0, 1001]) {
      const refused = as(member, () => recall(open.client, "soup", { limit }));
      await expect(refused).rejects.toThrow("1 to 1000 rows");
    }
  });

  it("does not fade core memories, nor fails for those that faded long ago", async () => {
    const other = await memberships.create();
    const long = { content: "A song", lastAccessed: days(36_500), confidenceLevel: 1 };
    const core = await put(other, { ...long, subject: "core", isCoreMemory: true });
    const faded = await put(other, { ...long, subject: "faded", decayRate: 1e-9 });
    const none = await put(other, { ...long, subject: "none", confidenceLevel: 1e-300 });
    await embed();
    const found = await as(other, () => recall(open.client, "a song"));
    expect(found.map(({ id }) => id)).toEqual([core.id, faded.id, none.id]);
  });

  it("records that what it gives was accessed, and nothing else was", async () => {
    const other = await memberships.create();
    const given = { content: "A tale", lastAccessed: days(9) };
    for (let n = 0; n < 3; n++) await put(other, { ...given, subject: `tale ${n}` });
    await embed();
    const [first] = await as(other, () => recall(open.client, "tale", { limit: 1 }));
    expect(first).toMatchObject({ accessCount: 2 });
    expect(Date.now() - (first?.lastAccessed.getTime() ?? 0)).toBeLessThan(60_000);
    const counts = await asOwner(db).query(
      "SELECT access_count AS count FROM conversation.ai_memories WHERE user_id = $1 ORDER BY 1",
      [other.userId],
    );
    expect(counts).toEqual([{ count: 1 }, { count: 1 }, { count: 2 }]);
  });

  it("loses no access when the same is recalled at once by many", async () => {
    const other = await memberships.create();
    for (let n = 0; n < 5; n++) await put(other, { subject: `poem ${n}`, content: "A poem" });
    await embed();
    const many = Array.from({ length: 8 }, () =>
      as(other, () => recall(open.client, "poem", { limit: 5 })),
    );
    await Promise.all(many);
    const counts = await asOwner(db).query(
      "SELECT DISTINCT access_count AS count FROM conversation.ai_memories WHERE user_id = $1",
      [other.userId],
    );
    expect(counts).toEqual([{ count: 9 }]);
  });

  it("gives nothing expired, though it is not purged yet", async () => {
    const other = await memberships.create();
    await put(other, { content: "A secret", expiresAt: days(0.001) });
    const kept = await put(other, { content: "A secret", expiresAt: days(-1) });
    await embed();
    const found = await as(other, () => recall(open.client, "secret"));
    expect(found.map(({ id }) => id)).toEqual([kept.id]);
  });

  it("gives by words what is not embedded yet, and what it says now", async () => {
    const other = await memberships.create();
    const given = { category: "fact", subject: "place", content: "Lives in Utrecht" } as const;
    await as(other, async () => {
      await remember(open.client, given);
      expect(await recall(open.client, "Utrecht")).toHaveLength(1);
      await remember(open.client, { ...given, content: "Lives in Ghent" });
      expect(await recall(open.client, "Utrecht")).toHaveLength(0);
      expect(await recall(open.client, "Ghent")).toHaveLength(1);
    });
  });

  it("gives nobody what is another's, in the organization or outside", async () => {
    const colleague = await memberships.create({ organizationId: member.organizationId });
    const stranger = await memberships.create({ organization: await organizations.create() });
    const same = await memberships.create({
      organizationId: stranger.organizationId,
      userId: member.userId,
    });
    for (const person of [colleague, stranger, same])
      expect(await as(person, () => recall(open.client, "soup"))).toEqual([]);
    const foreign = as(same, () =>
      open.client.$queryRawUnsafe(
        "SELECT FROM conversation.recall($1::uuid, $2::uuid, $3, 'soup', $4::real[])",
        member.organizationId,
        member.userId,
        wordsModel,
        Array.from({ length: 256 }, () => 1),
      ),
    );
    expect(await foreign).toEqual([]);
  });
});
