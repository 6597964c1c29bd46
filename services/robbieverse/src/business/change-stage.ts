import { NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";

/** Why a deal was lost. */
export interface Loss {
  readonly lostReason?: string;
}

/**
 * Brings a deal to a stage of its pipeline. `closedwon` closes it as won, `closedlost` as lost, any other opens it again;
 * one that was closed in the same way keeps the time.
 *
 * @throws NotFound when it is not there, or not for who asks to see
 */
export async function changeStage(
  client: RobbieverseTransaction,
  id: string,
  stage: string,
  { lostReason }: Loss = {},
): Promise<void> {
  const changed = await client.$executeRawUnsafe(
    `UPDATE business.deals SET
       dealstage = $3::text,
       closed_at = CASE
         WHEN $3::text NOT IN ('closedwon', 'closedlost') THEN NULL
         WHEN is_closed AND closed_won = ($3::text = 'closedwon') THEN closed_at
         ELSE now()
       END,
       closed_lost_reason = CASE WHEN $3::text = 'closedlost' THEN COALESCE($4::text, closed_lost_reason) END,
       is_closed = $3::text IN ('closedwon', 'closedlost'),
       closed_won = $3::text = 'closedwon'
     WHERE organization_id = $1::uuid AND id = $2::uuid`,
    ...[whoAsks().tenant, id, stage, lostReason ?? null],
  );
  if (changed === 0) throw new NotFound("business.deals", id);
}
