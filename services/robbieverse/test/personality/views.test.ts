import { NotFound } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import { changeState } from "../../src/personality/change-state.js";
import { endCommitment, readCommitmentsDue } from "../../src/personality/commitments.js";
import {
  acknowledgeNotification,
  readOpenNotifications,
} from "../../src/personality/notifications.js";
import { readOverview } from "../../src/personality/read-overview.js";
import { useRobbieverse } from "../use-robbieverse.js";

const made = useRobbieverse();
const { open, as, memberships, organizations, personalities } = made;

const minute = 60_000;
const fromNow = (minutes: number) => new Date(Date.now() + minutes * minute);

async function newMember() {
  const { id: organizationId } = await organizations.create();
  return await memberships.create({ organizationId });
}

describe("the overview", () => {
  it("shows each active personality with its state", async () => {
    const retired = await personalities.create({ isActive: false });
    const quiet = await personalities.create();
    const { id } = await personalities.create();
    await changeState(open.client, id, { mood: "bossy", focus_state: "busy" });
    const found = await as(await newMember(), () => readOverview(open.client));
    const byId = new Map(found.map((one) => [one.personalityId, one]));
    expect(byId.has(retired.id)).toBe(false);
    expect(byId.get(quiet.id)).toMatchObject({ mood: null, energyLevel: "normal" });
    expect(byId.get(quiet.id)).toMatchObject({ focusState: "available", lastStateChange: null });
    expect(byId.get(id)).toMatchObject({ mood: "bossy", focusState: "busy" });
    expect(byId.get(1)).toMatchObject({ slug: "robbie", name: "Robbie F", role: "assistant" });
  });

  it("counts open sessions, active commitments and unexpired memories, of who asks' organization alone", async () => {
    const [member, other] = [await newMember(), await newMember()];
    const { id: personalityId } = await personalities.create();
    const { organizationId, userId } = member;
    const own = { organizationId, userId, personalityId };
    for (const status of ["active", "idle", "disconnected"] as const)
      await made.liveSessions.create({ ...own, status });
    await made.commitments.create(own);
    await made.commitments.create({ ...own, status: "cancelled" });
    await made.workingMemories.create(own);
    await made.workingMemories.create({ ...own, expiresAt: fromNow(5) });
    await made.workingMemories.create({
      ...own,
      createdAt: fromNow(-9),
      expiresAt: fromNow(-5),
    });
    const countsFor = async (who: typeof member) =>
      (await as(who, () => readOverview(open.client))).find(
        (one) => one.personalityId === personalityId,
      );
    const counts = { openSessions: 2, activeCommitments: 1, unexpiredMemories: 2 };
    expect(await countsFor(member)).toMatchObject(counts);
    const none = { openSessions: 0, activeCommitments: 0, unexpiredMemories: 0 };
    expect(await countsFor(other)).toMatchObject(none);
  });
});

describe("commitments due", () => {
  it("are the active ones within 24 hours with the minutes left, and those overdue, the next first", async () => {
    const [member, other] = [await newMember(), await newMember()];
    const { organizationId, userId } = member;
    const commit = (description: string, deadline: Date | null, more = {}) =>
      made.commitments.create({
        organizationId,
        userId,
        personalityId: 1,
        description,
        deadline,
        ...more,
      });
    await commit("tomorrow", fromNow(24 * 60 - 1));
    await commit("soon", fromNow(90.5));
    await commit("late", fromNow(-10));
    await commit("the day after", fromNow(24 * 60 + 1));
    await commit("some day", null);
    await commit("done", fromNow(5), { status: "completed", completedAt: fromNow(0) });
    await commit("dropped", fromNow(5), { status: "cancelled" });
    const due = await as(member, () => readCommitmentsDue(open.client));
    expect(due.map(({ description, minutesLeft }) => [description, minutesLeft])).toEqual([
      ["late", -11],
      ["soon", 90],
      ["tomorrow", 24 * 60 - 2],
    ]);
    expect(due[0]).toMatchObject({ personality: "Robbie F", userId });
    expect(await as(other, () => readCommitmentsDue(open.client))).toEqual([]);
  });

  it("are no longer due once they have ended, which happens once", async () => {
    const member = await newMember();
    const { organizationId, userId } = member;
    const { id } = await made.commitments.create({
      organizationId,
      userId,
      deadline: fromNow(5),
    });
    const end = (who: typeof member) => as(who, () => endCommitment(open.client, id, "completed"));
    await expect(end(await newMember())).rejects.toThrow(NotFound);
    expect(await end(member)).toMatchObject({ status: "completed", completedAt: expect.any(Date) });
    await expect(end(member)).rejects.toThrow(NotFound);
    expect(await as(member, () => readCommitmentsDue(open.client))).toEqual([]);
  });
});

describe("open notifications", () => {
  it("are those to who asks, neither expired nor acknowledged, by priority and then by age", async () => {
    const member = await newMember();
    const { organizationId, userId } = member;
    const colleague = await memberships.create({ organizationId });
    const notify = (title: string, more = {}) =>
      made.notifications.create({
        organizationId,
        userId,
        title,
        createdAt: fromNow(-60),
        ...more,
      });
    await notify("usual, new", { createdAt: fromNow(-30) });
    await notify("usual, old");
    await notify("first", { priority: 10, expiresAt: fromNow(5) });
    await notify("expired", { priority: 10, expiresAt: fromNow(-5) });
    await notify("seen", { acknowledgedAt: fromNow(-5) });
    await notify("a colleague's", { userId: colleague.userId });
    const read = async () =>
      (await as(member, () => readOpenNotifications(open.client))).map(({ title }) => title);
    expect(await read()).toEqual(["first", "usual, old", "usual, new"]);

    const [first] = await as(member, () => readOpenNotifications(open.client));
    const id = `${first?.notificationId}`;
    const acknowledge = (who: typeof member) =>
      as(who, () => acknowledgeNotification(open.client, id));
    await expect(acknowledge(colleague)).rejects.toThrow(NotFound);
    await acknowledge(member);
    expect(await read()).toEqual(["usual, old", "usual, new"]);
    await expect(acknowledge(member)).rejects.toThrow(NotFound);
  });
});
