import type { EngagementTransaction } from "../client.js";
import { InvalidAmountError } from "../errors.js";
import type { Momentum } from "../generated/client.js";
import { levelsReached, momentumToNextLevel } from "./level.js";

/** What momentum can be earned with; each has a counter of its own. */
export type MomentumSource =
  | "commits"
  | "docs"
  | "tasks"
  | "reviews"
  | "comments"
  | "attendance"
  | "featuresShipped"
  | "designEdits";

/** What `awardMomentum` needs to know. */
export interface MomentumAward {
  readonly userId: string;
  /** A whole number from 0. */
  readonly amount: number;
  readonly source: MomentumSource;
}

/** The account after an award, and the levels that it reached, lowest first. */
export interface AwardedMomentum {
  readonly momentum: Momentum;
  readonly levelsReached: readonly number[];
}

/**
 * Adds momentum to a user's account, which is opened when there is none, and notes each level reached.
 *
 * Concurrent awards wait for each other and none is lost. Throws InvalidAmountError.
 */
export async function awardMomentum(
  tx: EngagementTransaction,
  { userId, amount, source }: MomentumAward,
): Promise<AwardedMomentum> {
  if (!Number.isInteger(amount) || amount < 0) throw new InvalidAmountError(amount);
  // One INSERT ... ON CONFLICT: it locks the row, so the level below is judged by the true total.
  const account = await tx.momentum.upsert({
    where: { userId },
    create: { userId, totalMomentum: amount, [source]: amount },
    update: { totalMomentum: { increment: amount }, [source]: { increment: amount } },
  });
  const reached = levelsReached(account.currentLevel, account.totalMomentum);
  const level = reached.at(-1) ?? account.currentLevel;
  const next = momentumToNextLevel(level);
  if (reached.length === 0 && account.momentumToNextLevel === next)
    return { momentum: account, levelsReached: reached };

  await tx.levelProgress.createMany({
    data: reached.map((level) => ({
      momentumId: account.id,
      level,
      totalMomentumAtTime: account.totalMomentum,
    })),
  });
  const momentum = await tx.momentum.update({
    where: { userId },
    data: { currentLevel: level, momentumToNextLevel: next },
  });
  return { momentum, levelsReached: reached };
}
