import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { InvalidAmountError } from "../../src/errors.js";
import { awardMomentum } from "../../src/momentum/award-momentum.js";
import { useClient } from "../client.js";
import { insertRow, insertUser } from "../rows.js";

const db = useTestDatabase("engagement");
const open = useClient(db);

describe("awarding momentum", () => {
  it("opens an account with the first award", async () => {
    const userId = await insertUser(db);
    const { momentum, levelsReached } = await award(userId, 40, "docs");
    expect(momentum).toMatchObject({ totalMomentum: 40, docs: 40, tasks: 0, currentLevel: 1 });
    expect(levelsReached).toEqual([]);
  });

  it("adds to the total and to the counter of its source", async () => {
    const userId = await insertUser(db);
    await award(userId, 10, "designEdits");
    const { momentum } = await award(userId, 5, "commits");
    expect(momentum).toMatchObject({ totalMomentum: 15, designEdits: 10, commits: 5 });
  });

  it("notes every level that one award reaches, and sets the next goal", async () => {
    const userId = await insertUser(db);
    const { momentum, levelsReached } = await award(userId, 230, "tasks");
    expect(levelsReached).toEqual([2, 3, 4]);
    expect(momentum).toMatchObject({ currentLevel: 4, momentumToNextLevel: 337 });
    const history = await open.client.levelProgress.findMany({
      where: { momentumId: momentum.id },
      orderBy: { level: "asc" },
    });
    expect(history.map(({ level, totalMomentumAtTime }) => [level, totalMomentumAtTime])).toEqual([
      [2, 230],
      [3, 230],
      [4, 230],
    ]);
  });

  it("never takes a level away that the account already has", async () => {
    const userId = await insertUser(db);
    const seeded = { user_id: userId, total_momentum: 850, current_level: 9 };
    await insertRow(db, "analytics.momentum", seeded);
    const { momentum } = await award(userId, 1, "tasks");
    expect(momentum).toMatchObject({ currentLevel: 9, momentumToNextLevel: 2562 });
  });

  it("loses none of twenty at once, and reaches each level once", async () => {
    const userId = await insertUser(db);
    await Promise.all(Array.from({ length: 20 }, () => award(userId, 20, "reviews")));
    const momentum = await open.client.momentum.findUniqueOrThrow({
      where: { userId },
      include: { levelProgress: true },
    });
    expect(momentum).toMatchObject({ totalMomentum: 400, reviews: 400, currentLevel: 5 });
    expect(momentum.levelProgress.map(({ level }) => level).sort()).toEqual([2, 3, 4, 5]);
  });

  it.each([-1, 0.5, Number.NaN])("refuses %d and opens no account", async (amount) => {
    const userId = await insertUser(db);
    await expect(award(userId, amount, "tasks")).rejects.toBeInstanceOf(InvalidAmountError);
    expect(await open.client.momentum.findUnique({ where: { userId } })).toBeNull();
  });
});

function award(
  userId: string,
  amount: number,
  source: "commits" | "docs" | "tasks" | "reviews" | "designEdits",
) {
  return open.client.transaction((tx) => awardMomentum(tx, { userId, amount, source }));
}
