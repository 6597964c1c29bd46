import { describe, expect, it } from "vitest";
import { ProjectMissingError } from "../../src/errors.js";
import { cashInLength, countStreak, type StreakEvent } from "../../src/streak/count-streak.js";
import { useEngagement } from "../use-engagement.js";

const { db, open, projects, users } = useEngagement();
const start = Date.UTC(2026, 2, 2, 22, 30); // a Monday
const day = 86_400_000;

describe("counting a streak", () => {
  it.each(["daily", "pr", "healthy"] as const)("%s: grows by one a day", async (type) => {
    const { id: userId } = await users.create();
    for (const at of [0, 0, 1, 2]) await count({ userId, type, at: new Date(start + at * day) });
    const streak = await count({ userId, type, at: new Date(start + 3 * day) });
    expect(streak).toMatchObject({ [`${type}Current`]: 4, [`${type}Longest`]: 4 });
    expect(streak[`${type}LastDate`]).toEqual(new Date("2026-03-05T00:00:00Z"));
  });

  it.each(["daily", "weekly", "project", "pr", "healthy"] as const)(
    "%s: may be cashed in at the length that is asked for, not before",
    async (type) => {
      const { id: userId } = await users.create();
      const { id: projectId } = await projects.create({ ownerId: userId });
      const step = type === "weekly" ? 7 * day : day;
      const ready: boolean[] = [];
      for (let at = start; ready.length < cashInLength[type]; at += step) {
        const streak = await count({ userId, type, at: new Date(at), projectId });
        ready.push(streak[`${type}CanCashIn`]);
      }
      expect(ready.indexOf(true)).toBe(cashInLength[type] - 1);
    },
  );

  it("weekly: stores the ISO week", async () => {
    const { id: userId } = await users.create();
    const streak = await count({ userId, type: "weekly", at: new Date("2027-01-02T00:00:00Z") });
    expect(streak.weeklyLastWeek).toBe(53);
  });

  it("project: starts over with another project", async () => {
    const { id: userId } = await users.create();
    const [{ id: one }, { id: two }] = await projects.createMany(2, { ownerId: userId });
    await count({ userId, type: "project", projectId: one, at: new Date(start) });
    await count({ userId, type: "project", projectId: one, at: new Date(start + day) });
    const streak = await count({
      userId,
      type: "project",
      projectId: two,
      at: new Date(start + 2 * day),
    });
    expect(streak).toMatchObject({ projectId: two, projectCurrent: 1, projectLongest: 2 });
  });

  it("project: needs a project", async () => {
    const { id: userId } = await users.create();
    const counting = count({ userId, type: "project" });
    await expect(counting).rejects.toBeInstanceOf(ProjectMissingError);
  });

  it("healthy: cashing in sets back the streak, not the days without burnout", async () => {
    const { id: userId } = await users.create();
    await count({ userId, type: "healthy", at: new Date(start) });
    await db.query("UPDATE analytics.streaks SET healthy_current = 0 WHERE user_id = $1", [userId]);
    const streak = await count({ userId, type: "healthy", at: new Date(start + day) });
    expect(streak).toMatchObject({ healthyCurrent: 1, healthyConsecutiveDaysWithoutBurnout: 2 });
  });

  it("counts a day once, whoever reports it at once", async () => {
    const { id: userId } = await users.create();
    await count({ userId, type: "daily", at: new Date(start) });
    const at = new Date(start + day);
    await Promise.all(Array.from({ length: 8 }, () => count({ userId, type: "daily", at })));
    const streak = await open.client.streak.findUniqueOrThrow({ where: { userId } });
    expect(streak.dailyCurrent).toBe(2);
  });
});

function count(event: StreakEvent) {
  return open.client.transaction((tx) => countStreak(tx, event));
}
