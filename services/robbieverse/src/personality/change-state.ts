import { currentContext } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { EnergyLevel, FocusState, InterfaceType, MoodName } from "../words/personality.js";
import { notFoundAs } from "./not-found-as.js";

/** How a personality is for the whole network. */
export interface NetworkState {
  readonly mood: MoodName | null;
  readonly mode: string | null;
  readonly energy_level: EnergyLevel;
  readonly focus_state: FocusState;
}

/** Why and from where a state is changed. Everybody may read it: nothing of an organization belongs here. */
export interface StateChangeReason {
  readonly reason?: string;
  readonly interfaceSource?: InterfaceType;
}

/** That a state changed, from what to what. */
export interface ChangedState {
  /** Of the row of ai_state_history. */
  readonly changeId: string;
  readonly occurredAt: Date;
  /** Null before the first. */
  readonly oldState: NetworkState | null;
  readonly newState: NetworkState;
}

/**
 * Changes how a personality, by its number, is for the whole network, and records it, as changeMood does for a member.
 * What is left out stays as it is. Moods of members do not follow.
 *
 * @returns null when it is so already
 * @throws NotFound when the personality is not there or retired
 */
export async function changeState(
  client: RobbieverseTransaction,
  personalityId: number,
  changes: Partial<NetworkState>,
  { reason, interfaceSource }: StateChangeReason = {},
): Promise<ChangedState | null> {
  const actor = currentContext()?.actor ?? null;
  const [changed] = await client.$queryRaw<ChangedState[]>`
    SELECT change_id AS "changeId", occurred_at AS "occurredAt", old_state AS "oldState", new_state AS "newState"
    FROM personality.change_state(${personalityId}, ${changes}::jsonb, ${reason ?? null}, ${actor}::uuid,
      ${interfaceSource ?? null})`.catch(notFoundAs("personality.personalities", personalityId));
  return changed ?? null;
}
