import type { RobbieverseTransaction } from "../client.js";
import type { EnergyLevel, FocusState, MoodName, PersonalityRole } from "../words/personality.js";

/** An active personality at a glance. */
export interface PersonalityOverview {
  readonly personalityId: number;
  readonly slug: string;
  readonly name: string;
  readonly role: PersonalityRole;
  readonly avatar: string | null;
  /** This and the next four are how it is for the whole network. Null: nobody has said. */
  readonly mood: MoodName | null;
  readonly mode: string | null;
  readonly energyLevel: EnergyLevel;
  readonly focusState: FocusState;
  readonly lastStateChange: Date | null;
  /** These three are counts of the organization of who asks. */
  readonly openSessions: number;
  readonly activeCommitments: number;
  readonly unexpiredMemories: number;
}

/** Each active personality, by its number. */
export async function readOverview(client: RobbieverseTransaction): Promise<PersonalityOverview[]> {
  return await client.$queryRaw<PersonalityOverview[]>`
    SELECT personality_id AS "personalityId", slug, name, role, avatar, mood, mode, energy_level AS "energyLevel",
      focus_state AS "focusState", last_state_change AS "lastStateChange", open_sessions AS "openSessions",
      active_commitments AS "activeCommitments", unexpired_memories AS "unexpiredMemories"
    FROM personality.personality_overview ORDER BY personality_id`;
}
