import { describe, expect, it } from "vitest";
import { InvalidAmountError } from "../../src/errors.js";
import { awardMomentum } from "../../src/momentum/award-momentum.js";
import { useEngagement } from "../use-engagement.js";

const { momentum: accounts, open, users } = useEngagement();

describe("awarding momentum", () => {
  it("opens an account with the first award", async () => {
    const { id: userId } = await users.create();
    const { momentum, levelsReached } = await award(userId, 40, "docs");
    expect(momentum).toMatchObject({ totalMomentum: 40, docs: 40, tasks: 0, currentLevel: 1 });
    expect(levelsReached).toEqual([]);
  });

  it("adds to the total and to the counter of its source", async () => {
    const { id: userId } = await users.create();
    await award(userId, 10, "designEdits");
    const { momentum } = await award(userId, 5, "commits");
    expect(momentum).toMatchObject({ totalMomentum: 15, designEdits: 10, commits: 5 });
  });

  it("notes every level that one award reaches, and sets the next goal", async () => {
    const { id: userId } = await users.create();
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
    const { userId } = await accounts.create({ totalMomentum: 850, currentLevel: 9 });
    const { momentum } = await award(userId, 1, "tasks");
    expect(momentum).toMatchObject({ currentLevel: 9, momentumToNextLevel: 2562 });
  });

  it("loses none of twenty at once, and reaches each level once", async () => {
    const { id: userId } = await users.create();
    await Promise.all(Array.from({ length: 20 }, () => award(userId, 20, "reviews")));
    const momentum = await open.client.momentum.findUniqueOrThrow({
      where: { userId },
      include: { levelProgress: true },
    });
    expect(momentum).toMatchObject({ totalMomentum: 400, reviews: 400, currentLevel: 5 });
    expect(momentum.levelProgress.map(({ level }) => level).sort()).toEqual([2, 3, 4, 5]);
  });

  it.each([-1, 0.5, Number.NaN])("refuses %d and opens no account", async (amount) => {
    const { id: userId } = await users.create();
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
