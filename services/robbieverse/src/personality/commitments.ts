import { NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Commitment } from "../generated/client.js";
import type { CommitmentStatus } from "../words/personality.js";

/** A commitment that is due within 24 hours. */
export interface DueCommitment {
  readonly commitmentId: string;
  readonly personalityId: number;
  /** Its name. */
  readonly personality: string;
  readonly userId: string;
  readonly description: string;
  readonly priority: number;
  readonly deadline: Date;
  /** Whole minutes; less than none when it is overdue. */
  readonly minutesLeft: number;
}

/** Active commitments of the organization of who asks that are due within 24 hours or overdue, the next first. */
export async function readCommitmentsDue(client: RobbieverseTransaction): Promise<DueCommitment[]> {
  return await client.$queryRaw<DueCommitment[]>`
    SELECT commitment_id AS "commitmentId", personality_id AS "personalityId", personality, user_id AS "userId",
      description, priority, deadline, minutes_left AS "minutesLeft"
    FROM personality.commitments_due ORDER BY deadline, commitment_id`;
}

/**
 * Ends a commitment, which is final.
 *
 * @throws NotFound when the organization of who asks has no active one of that id
 */
export async function endCommitment(
  client: RobbieverseTransaction,
  id: string,
  status: Exclude<CommitmentStatus, "active">,
): Promise<Commitment> {
  const { tenant: organizationId } = whoAsks();
  const [ended] = await client.commitment.updateManyAndReturn({
    where: { organizationId, id, status: "active" },
    data: { status, completedAt: status === "completed" ? new Date() : null },
  });
  if (!ended) throw new NotFound("personality.ai_commitments", id);
  return ended;
}
