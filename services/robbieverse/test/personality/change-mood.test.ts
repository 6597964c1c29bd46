import { runWithContext } from "@deepiri/database";
import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeMood, type MoodChange } from "../../src/personality/change-mood.js";
import { readMood } from "../../src/personality/read-mood.js";
import { moodNames } from "../../src/words/personality.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open, as, memberships, personalities, organizations, personalityInstances } =
  useRobbieverse();

type Member = Awaited<ReturnType<typeof memberships.create>>;

const robbie = 1;

interface Event {
  readonly previous: string;
  readonly next: string;
}

/** What the events of a member say, in their order: mood, attraction and level before and after. */
async function eventsOf({ organizationId, userId }: Member): Promise<Event[]> {
  const { rows } = await db.owner.query(
    `SELECT concat_ws(' ', COALESCE(previous.name, '-'), previous_attraction_level, previous_gandhi_genghis_level) AS previous,
       concat_ws(' ', next.name, new_attraction_level, new_gandhi_genghis_level) AS next
     FROM personality.mood_events AS event
     LEFT JOIN personality.moods AS previous ON previous.id = previous_mood_id
     LEFT JOIN personality.moods AS next ON next.id = new_mood_id
     WHERE organization_id = $1 AND user_id = $2 ORDER BY occurred_at`,
    [organizationId, userId],
  );
  return rows;
}

async function stateOf(member: Member): Promise<string> {
  const { mood, attraction, gandhiGenghis } = await as(member, () => readMood(open.client, robbie));
  return `${mood} ${attraction} ${gandhiGenghis}`;
}

async function change(member: Member, wanted: MoodChange) {
  return await as(member, () => changeMood(open.client, robbie, wanted));
}

describe("a change of mood", () => {
  it("makes the state and says what it was, with why", async () => {
    const member = await memberships.create();
    const wanted = {
      mood: "focused",
      triggerEvent: "deadline",
      explanation: "It is late.",
    } as const;
    const changed = await change(member, { ...wanted, context: { words: ["deadline"] } });
    expect(changed).toMatchObject({
      previousMood: null,
      newMood: "focused",
      previousAttraction: 11,
      newAttraction: 11,
      previousGandhiGenghis: 5,
      newGandhiGenghis: 5,
    });
    expect(await stateOf(member)).toBe("focused 11 5");
    const where = { organizationId: member.organizationId, id: `${changed?.eventId}` };
    const event = await as(member, () =>
      open.client.moodEvent.findUnique({ where: { organizationId_id: where } }),
    );
    expect(event).toMatchObject({
      userId: member.userId,
      personalityId: robbie,
      personalityName: "Robbie F",
      triggerEvent: "deadline",
      explanation: "It is late.",
      contextData: { words: ["deadline"] },
      occurredAt: changed?.occurredAt,
    });
  });

  it("leaves as it is what it does not name", async () => {
    const member = await memberships.create();
    await change(member, { mood: "bossy", attraction: 3, gandhiGenghis: 9 });
    await change(member, { attraction: 4 });
    await change(member, { mood: "playful" });
    expect(await eventsOf(member)).toEqual([
      { previous: "- 11 5", next: "bossy 3 9" },
      { previous: "bossy 3 9", next: "bossy 4 9" },
      { previous: "bossy 4 9", next: "playful 4 9" },
    ]);
  });

  it("to what is so already records nothing but that he was active", async () => {
    const member = await memberships.create();
    await change(member, { mood: "bossy" });
    const lastActive = async () =>
      (await as(member, () => open.client.personalityInstance.findFirstOrThrow())).lastActive;
    const before = await lastActive();
    expect(await change(member, { mood: "bossy", attraction: 11 })).toBeNull();
    expect(await change(member, {})).toBeNull();
    expect(await eventsOf(member)).toHaveLength(1);
    expect((await lastActive()).getTime()).toBeGreaterThanOrEqual(before.getTime());
  });

  it("begins with friendly, and with the personality's levels, where nothing is set", async () => {
    const member = await memberships.create();
    const { organizationId, userId } = member;
    const own = { organizationId, userId, personalityId: robbie };
    await personalityInstances.create({ ...own, gandhiGenghis: 2 });
    expect(await stateOf(member)).toBe("friendly 11 2");
    await change(member, { attraction: 7 });
    expect(await eventsOf(member)).toEqual([{ previous: "- 11 2", next: "friendly 7 2" }]);
  });

  it("makes the levels the member's own, whatever becomes of the defaults", async () => {
    const member = await memberships.create();
    const { id } = await personalities.create({ defaultFlirtMode: 4 });
    await as(member, () => changeMood(open.client, id, { mood: "playful" }));
    const data = { defaultFlirtMode: 9 };
    await open.client.personality.update({ where: { id }, data });
    const now = await as(member, () => readMood(open.client, id));
    expect(now).toEqual({ mood: "playful", attraction: 4, gandhiGenghis: 5 });
  });

  it("outside a range changes neither state nor history", async () => {
    const member = await memberships.create();
    await change(member, { mood: "bossy" });
    for (const wanted of [{ attraction: 12 }, { gandhiGenghis: 0 }])
      await expect(change(member, { mood: "playful", ...wanted })).rejects.toMatchObject({
        constraint: expect.stringMatching(/^personality_instances_.*_check$/),
      });
    expect(await stateOf(member)).toBe("bossy 11 5");
    expect(await eventsOf(member)).toHaveLength(1);
  });

  it("of a personality that is retired, or not there, is refused; so is a mood that is none", async () => {
    const member = await memberships.create();
    const { id } = await personalities.create({ isActive: false });
    for (const personality of [id, 999_999]) {
      const refused = as(member, () => changeMood(open.client, personality, { mood: "bossy" }));
      await expect(refused).rejects.toThrow(
        `"personality"."personalities" has no ${personality} that you may see.`,
      );
    }
    const call = `SELECT personality.change_mood($1, $2, ${robbie}, 'neutral')`;
    const ids = [member.organizationId, member.userId];
    await expect(db.owner.query(call, ids)).rejects.toThrow(`has no 'neutral'`);
  });

  it("is rolled back whole with the transaction around it", async () => {
    const member = await memberships.create();
    const failed = as(member, () =>
      open.client.transaction(async (tx) => {
        await changeMood(tx, robbie, { mood: "bossy" });
        throw new Error("no");
      }),
    );
    await expect(failed).rejects.toThrow("no");
    expect(await stateOf(member)).toBe("friendly 11 5");
    expect(await eventsOf(member)).toEqual([]);
  });

  it("twice in one transaction has an order", async () => {
    const member = await memberships.create();
    await as(member, () =>
      open.client.transaction(async (tx) => {
        await changeMood(tx, robbie, { mood: "bossy" });
        await changeMood(tx, robbie, { mood: "playful" });
        await changeMood(tx, robbie, { mood: "bossy" });
      }),
    );
    expect((await eventsOf(member)).map(({ next }) => next)).toEqual([
      "bossy 11 5",
      "playful 11 5",
      "bossy 11 5",
    ]);
  });

  it("has an order even when the clock is behind", async () => {
    const member = await memberships.create();
    await change(member, { mood: "bossy" });
    await db.owner.query(
      `UPDATE personality.personality_instances SET mood_changed_at = now() + interval '1 day' WHERE user_id = $1`,
      [member.userId],
    );
    const [first, second] = [
      await change(member, { mood: "playful" }),
      await change(member, { mood: "bossy" }),
    ];
    expect(Number(second?.occurredAt)).toBeGreaterThanOrEqual(Number(first?.occurredAt));
    expect((await eventsOf(member)).map(({ next }) => next.split(" ")[0])).toEqual([
      "bossy",
      "playful",
      "bossy",
    ]);
  });

  it("by many at once leaves one chain of events, from nothing to the state", async () => {
    const member = await memberships.create();
    const wanted = Array.from({ length: 24 }, (_, n) => ({
      mood: moodNames[n % moodNames.length],
      attraction: 1 + (n % 11),
    }));
    await Promise.all(wanted.map((one) => change(member, one as MoodChange)));
    await expectUnbroken(member);
  });

  it("in the name of another organization's member is refused", async () => {
    const member = await memberships.create();
    const stranger = await organizations.create();
    const call = runWithContext({ actor: member.userId, tenant: stranger.id }, () =>
      changeMood(open.client, robbie, { mood: "bossy" }),
    );
    await expect(call).rejects.toMatchObject({
      constraint: "personality_instances_organization_id_user_id_fkey",
    });
    expect(await eventsOf(member)).toEqual([]);
  });

  it("in any sequence keeps the state that of the last event, and the chain unbroken", async () => {
    const wanted = fc.record(
      {
        mood: fc.constantFrom(...moodNames),
        attraction: fc.integer({ min: 1, max: 11 }),
        gandhiGenghis: fc.integer({ min: 1, max: 10 }),
      },
      { requiredKeys: [] },
    );
    await checkProperty(
      fc.asyncProperty(fc.array(wanted, { minLength: 1, maxLength: 12 }), async (sequence) => {
        const member = await memberships.create();
        const changes = [];
        for (const one of sequence) changes.push(await change(member, one));
        const events = await expectUnbroken(member);
        expect(events).toHaveLength(changes.filter((one) => one !== null).length);
      }),
      40,
    );
  });
});

async function expectUnbroken(member: Member): Promise<Event[]> {
  const events = await eventsOf(member);
  const states = ["- 11 5", ...events.map(({ next }) => next)];
  expect(events.map(({ previous }) => previous)).toEqual(states.slice(0, -1));
  for (const { previous, next } of events) expect(next).not.toBe(previous);
  const last = states.at(-1);
  expect(await stateOf(member)).toBe(last === "- 11 5" ? "friendly 11 5" : last);
  return events;
}
