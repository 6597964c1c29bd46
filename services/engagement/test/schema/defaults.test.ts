import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { engagementFactories } from "../factories.js";

const db = useTestDatabase("engagement");
const own = engagementFactories(db);

describe("the audit log", () => {
  it("keeps the birth, change and end of a quest", async () => {
    const { id } = await own.quests.create();
    await db.query("UPDATE public.quests SET status = 'active' WHERE id = $1", [id]);
    await db.query("DELETE FROM public.quests WHERE id = $1", [id]);
    const { rows: log } = await db.owner.query(
      `SELECT action, old_data ->> 'status' AS old, new_data ->> 'status' AS new
       FROM audit.activity_logs WHERE entity_type = 'quests' AND entity_id = $1 ORDER BY created_at, action`,
      [id],
    );
    expect(log).toHaveLength(3);
    expect(log).toContainEqual(expect.objectContaining({ action: "INSERT", new: "planning" }));
    expect(log).toContainEqual(expect.objectContaining({ action: "UPDATE", new: "active" }));
    expect(log).toContainEqual(expect.objectContaining({ action: "DELETE", old: "active" }));
  });
});

describe("what a program leaves out", () => {
  it.each([
    [
      "quests",
      {
        scale: "week",
        status: "planning",
        objectivesCompleted: 0,
        progressPercentage: 0,
        currentStage: "start",
      },
    ],
    ["seasonBoosts", { boostMultiplier: 1, costCredits: 0, isActive: true }],
    ["rewards", { status: "pending" }],
    [
      "momentum",
      {
        totalMomentum: 0,
        currentLevel: 1,
        momentumToNextLevel: 100,
        displayMomentum: true,
        showcaseAchievements: [],
      },
    ],
    ["achievements", { rarity: "common", showcaseable: false }],
    ["boosts", { boostCredits: 0, maxConcurrentBoosts: 3, maxAutopilotTimePerDay: 0 }],
    ["activeBoosts", { multiplier: 1 }],
    ["taskCompletions", { momentumEarned: 0, autoDetected: false }],
  ] as const)("of %s is filled: %j", async (name, values) => {
    expect(await own[name].create()).toMatchObject(values);
  });
});
