import type pg from "pg";

/** Whose mood is changed. */
export interface Member {
  readonly organizationId: string;
  readonly userId: string;
}

/** What is asked for the nth time. No two that are near each other ask for the same. */
interface Wanted {
  readonly mood: string;
  readonly attraction: number;
}

/** Changes the mood of personality 1 with a member, and keeps the history of it. */
export type Change = (client: pg.PoolClient, member: Member, n: number) => Promise<unknown>;

const moods = ["friendly", "focused", "playful", "bossy", "surprised", "blushing"];

/** Ways to do so. */
export const changes: Readonly<Record<string, Change>> = {
  "one call": async (client, { organizationId, userId }, n) => {
    const { mood, attraction } = wanted(n);
    await client.query({
      name: "call",
      text: "SELECT * FROM personality.change_mood($1, $2, 1, $3, $4)",
      values: [organizationId, userId, mood, attraction],
    });
  },
  // As the old service did, but that it holds the row while it decides, so that it is right too.
  "three statements in a transaction": async (client, { organizationId, userId }, n) => {
    const { mood, attraction } = wanted(n);
    const member = [organizationId, userId];
    await client.query("BEGIN");
    const { rows } = await client.query({
      name: "read",
      text: `SELECT current_mood_id AS mood, flirt_mode AS attraction, gandhi_genghis AS level
        FROM personality.personality_instances
        WHERE organization_id = $1 AND user_id = $2 AND personality_id = 1 FOR NO KEY UPDATE`,
      values: member,
    });
    const [was] = rows;
    await client.query({
      name: "update",
      text: `UPDATE personality.personality_instances
        SET current_mood_id = (SELECT id FROM personality.moods WHERE name = $3), flirt_mode = $4,
          mood_changed_at = clock_timestamp(), last_active = clock_timestamp()
        WHERE organization_id = $1 AND user_id = $2 AND personality_id = 1`,
      values: [...member, mood, attraction],
    });
    await client.query({
      name: "record",
      text: `INSERT INTO personality.mood_events (organization_id, user_id, personality_id, personality_name,
          previous_mood_id, new_mood_id, previous_attraction_level, new_attraction_level,
          previous_gandhi_genghis_level, new_gandhi_genghis_level, occurred_at)
        SELECT $1::uuid, $2::uuid, 1, 'Robbie F', $3::integer, id, $4::integer, $5::integer, $6::integer, $6::integer,
          clock_timestamp() FROM personality.moods WHERE name = $7`,
      values: [...member, was.mood, was.attraction, attraction, was.level, mood],
    });
    await client.query("COMMIT");
  },
};

function wanted(n: number): Wanted {
  return { mood: moods[n % moods.length] as string, attraction: 1 + (n % 11) };
}
