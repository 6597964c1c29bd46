import { rawClient } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import { expire } from "../../src/personality/expire.js";
import { takeReminders } from "../../src/personality/reminders.js";
import { useRobbieverse } from "../use-robbieverse.js";

const made = useRobbieverse();
const { db, open, as, memberships, organizations } = made;

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

async function newMember() {
  const { id: organizationId } = await organizations.create();
  return await memberships.create({ organizationId });
}

describe("reminders", () => {
  it("are taken once their time has come, and once, of commitments that are active and of the calendar", async () => {
    const member = await newMember();
    const { organizationId, userId } = member;
    const commitment = await made.commitments.create({ organizationId, userId });
    const done = await made.commitments.create({
      organizationId,
      userId,
      status: "completed",
      completedAt: ago(1),
    });
    const event = await made.appointments.create({ organizationId });
    const remind = { organizationId, remindAt: ago(5) };
    await made.commitmentReminders.create({ ...remind, commitmentId: commitment.id });
    await made.commitmentReminders.create({ ...remind, commitmentId: done.id });
    await made.commitmentReminders.create({
      organizationId,
      commitmentId: commitment.id,
      remindAt: ago(-5),
    });
    await made.appointmentReminders.create({
      organizationId,
      eventId: event.id,
      remindAt: ago(3),
    });
    const take = () => as(member, () => takeReminders(open.client, 10));
    expect(await take()).toMatchObject([
      { kind: "commitment", organizationId, userId, subject: "Send the draft", dueAt: null },
      { kind: "calendar", organizationId, userId: null, subject: "Review", dueAt: event.startTime },
    ]);
    expect(await take()).toEqual([]);
  });

  it("are shared out among who takes them at once, none twice, and none more than asked for", async () => {
    const member = await newMember();
    const { organizationId, userId } = member;
    const { id: commitmentId } = await made.commitments.create({ organizationId, userId });
    const { id: eventId } = await made.appointments.create({ organizationId });
    for (let n = 1; n <= 6; n += 1) {
      await made.commitmentReminders.create({ organizationId, commitmentId, remindAt: ago(n) });
      await made.appointmentReminders.create({ organizationId, eventId, remindAt: ago(n) });
    }
    const take = () => as(member, () => takeReminders(open.client, 4));
    const taken = await Promise.all([take(), take(), take()]);
    taken.push(await take(), await take(), await take());
    const ids = taken.flat().map(({ reminderId }) => reminderId);
    expect(new Set(ids).size).toBe(12);
    expect(ids).toHaveLength(12);
    for (const some of taken) expect(some.length).toBeLessThanOrEqual(4);
  });

  it("are due again when what hands them on fails", async () => {
    const member = await newMember();
    const { organizationId, userId } = member;
    const { id: commitmentId } = await made.commitments.create({ organizationId, userId });
    await made.commitmentReminders.create({ organizationId, commitmentId, remindAt: ago(1) });
    const failed = as(member, () =>
      open.client.transaction(async (tx) => {
        expect(await takeReminders(tx, 10)).toHaveLength(1);
        throw new Error("no connection");
      }),
    );
    await expect(failed).rejects.toThrow("no connection");
    expect(await as(member, () => takeReminders(open.client, 10))).toHaveLength(1);
  });

  it("of others are not given to who asks", async () => {
    const [member, other] = [await newMember(), await newMember()];
    const { organizationId, userId } = member;
    const { id: commitmentId } = await made.commitments.create({ organizationId, userId });
    await made.commitmentReminders.create({ organizationId, commitmentId, remindAt: ago(1) });
    expect(await as(other, () => takeReminders(open.client, 10))).toEqual([]);
    expect(await as(member, () => takeReminders(open.client, 10))).toHaveLength(1);
  });
});

describe("what has had its time", () => {
  it("goes: memories that have expired, and sessions that are silent for a day are closed", async () => {
    const expired = { createdAt: ago(10), expiresAt: ago(1) };
    await made.workingMemories.create(expired);
    const kept = [
      await made.workingMemories.create(),
      await made.workingMemories.create({ expiresAt: ago(-10) }),
    ];
    const silent = { startedAt: ago(3000), lastActive: ago(24 * 60 + 1) };
    const closed = await made.liveSessions.create({ ...silent, status: "idle" });
    await made.liveSessions.create({ ...silent, status: "disconnected" });
    const open = await made.liveSessions.create({ ...silent, lastActive: ago(24 * 60 - 1) });
    const owner = rawClient(db.owner);
    expect(await expire(owner)).toEqual({ memories: 1, sessions: 1 });
    expect(await expire(owner)).toEqual({ memories: 0, sessions: 0 });
    const { rows: left } = await db.owner.query("SELECT id FROM personality.ai_working_memory");
    expect(left.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
    const { rows: sessions } = await db.owner.query(
      "SELECT id, status FROM personality.live_sessions WHERE id = ANY ($1)",
      [[closed.id, open.id]],
    );
    expect(new Map(sessions.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        [closed.id, "disconnected"],
        [open.id, "active"],
      ]),
    );
  });
});
