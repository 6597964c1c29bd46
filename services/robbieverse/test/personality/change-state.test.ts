import { NotFound } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import { changeMood } from "../../src/personality/change-mood.js";
import { changeState } from "../../src/personality/change-state.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open, as, memberships, personalities, personalityStates } = useRobbieverse();

const start = { mood: "friendly", mode: null, energy_level: "normal", focus_state: "available" };

async function historyOf(personalityId: number) {
  const where = { personalityId };
  return await open.client.personalityStateChange.findMany({
    where,
    orderBy: { occurredAt: "asc" },
  });
}

describe("the state of a personality for the whole network", () => {
  it("changes with its history, which says who and why", async () => {
    const member = await memberships.create();
    const { id } = await personalities.create();
    const why = { reason: "a long day", interfaceSource: "chat" } as const;
    const first = await as(member, () =>
      changeState(open.client, id, { energy_level: "low", mood: "bossy" }, why),
    );
    const second = await changeState(open.client, id, { mode: "mentoring" });
    const afterFirst = { ...start, energy_level: "low", mood: "bossy" };
    expect(first).toMatchObject({ oldState: null, newState: afterFirst });
    expect(second).toMatchObject({
      oldState: afterFirst,
      newState: { ...afterFirst, mode: "mentoring" },
    });
    expect(await historyOf(id)).toMatchObject([
      {
        id: first?.changeId,
        changeReason: "a long day",
        changedBy: member.userId,
        interfaceSource: "chat",
      },
      { id: second?.changeId, changeReason: null, changedBy: null },
    ]);
    const state = await open.client.personalityState.findUnique({
      where: { personalityId: id },
      include: { currentMood: true },
    });
    expect(state).toMatchObject({
      energyLevel: "low",
      currentMode: "mentoring",
      lastStateChange: second?.occurredAt,
      currentMood: { name: "bossy" },
    });
  });

  it("that is so already stays, without an entry", async () => {
    const { id } = await personalities.create();
    await changeState(open.client, id, { focus_state: "busy" });
    expect(await changeState(open.client, id, { focus_state: "busy", mode: null })).toBeNull();
    expect(await historyOf(id)).toHaveLength(1);
  });

  it("keeps the number that was imported, and a mood that nobody has named yet", async () => {
    const { id } = await personalities.create();
    await personalityStates.create({ personalityId: id, importedMood: 4 });
    const changed = await changeState(open.client, id, { energy_level: "high" });
    expect(changed).toMatchObject({ oldState: { mood: null }, newState: { mood: null } });
    const state = await open.client.personalityState.findUnique({ where: { personalityId: id } });
    expect(state).toMatchObject({ importedMood: 4, currentMoodId: null, energyLevel: "high" });
  });

  it("after changes at once is that of the last entry, and each begins where another ended", async () => {
    const { id } = await personalities.create();
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => changeState(open.client, id, { mode: `mode ${n}` })),
    );
    const entries = await historyOf(id);
    expect(entries).toHaveLength(12);
    expect(entries.map(({ oldState }) => oldState)).toEqual([
      null,
      ...entries.slice(0, -1).map(({ newState }) => newState),
    ]);
    const { rows } = await db.owner.query("SELECT personality.state_of($1) AS state", [id]);
    expect(rows[0].state).toEqual(entries.at(-1)?.newState);
  });

  it("does not follow what a member does with it, nor the other way", async () => {
    const member = await memberships.create();
    const { id } = await personalities.create();
    await as(member, () => changeMood(open.client, id, { mood: "blushing" }));
    expect(await historyOf(id)).toEqual([]);
    await changeState(open.client, id, { mood: "bossy" });
    const events = await as(member, () => open.client.moodEvent.count());
    expect(events).toBe(1);
  });

  it("is changed neither to what is no state nor for who is retired", async () => {
    const { id } = await personalities.create({ isActive: false });
    await expect(changeState(open.client, id, { mode: "off" })).rejects.toThrow(NotFound);
    const call = (changes: string) =>
      db.owner.query("SELECT personality.change_state(1, $1)", [changes]);
    await expect(call('{"colour": "red"}')).rejects.toThrow("A state has no 'colour'.");
    await expect(call('{"mood": "neutral"}')).rejects.toThrow("has no 'neutral'");
    await expect(call('{"energy_level": "none"}')).rejects.toMatchObject({
      constraint: "ai_personality_state_energy_level_check",
    });
    expect(await historyOf(1)).toEqual([]);
  });
});
