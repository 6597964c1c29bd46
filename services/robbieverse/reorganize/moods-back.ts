import { toInteger } from "@deepiri/reorganize-mapping";
import { keyOf, plain, selected } from "./sql.js";
import { local } from "./time.js";
import { organization } from "./users.js";

/** SQL of the key of an event that was made of an old one, by the number of that. */
export const movedEvent = (id: string): string => keyOf("a mood event", id);

const imported = (key: string): string => `n.imported ->> '${key}'`;

const level = (column: string): string =>
  `COALESCE(n.${column}, ${toInteger(imported(column))})::integer`;

const time = `CASE WHEN ${imported("timestamp")} IS NOT NULL THEN NULLIF(${imported("timestamp")}, '')::timestamp ELSE ${local("n.occurred_at")} END`;

const knownAs = "COALESCE(u.metadata ->> 'legacy_user_id', u.username)";

const user = `COALESCE(${imported("user_id")}, ${knownAs})`;

const newMood = `COALESCE(new.name, ${imported("new_mood")})`;

const from = `FROM personality.mood_events AS n
JOIN core.users AS u ON u.id = n.user_id
LEFT JOIN personality.moods AS new ON new.id = n.new_mood_id`;

/** The rows of the old events that have told of one, often just one; none where only the old history did. */
export const backToEvents = `SELECT ${selected({
  id: "told.id::integer",
  timestamp: time,
  user_id: user,
  personality_name: "n.personality_name",
  previous_mood: `COALESCE(old.name, ${imported("previous_mood")})`,
  new_mood: newMood,
  previous_attraction_level: level("previous_attraction_level"),
  new_attraction_level: level("new_attraction_level"),
  previous_gandhi_genghis_level: level("previous_gandhi_genghis_level"),
  new_gandhi_genghis_level: level("new_gandhi_genghis_level"),
  trigger_event: "n.trigger_event",
  explanation: "n.explanation",
  context_data: `CASE WHEN n.id = ${movedEvent("n.legacy_id")} THEN COALESCE(n.imported -> 'context_data', n.context_data) ELSE n.context_data || pg_catalog.jsonb_build_object('mood_event', n.id) END`,
  created_at: local("n.created_at"),
})}
${from}
LEFT JOIN personality.moods AS old ON old.id = n.previous_mood_id
CROSS JOIN LATERAL pg_catalog.jsonb_array_elements_text(COALESCE(n.imported -> 'event_ids', pg_catalog.to_jsonb(ARRAY[n.legacy_id]))) AS told (id)
WHERE n.organization_id = ${organization} AND n.legacy_id > 0`;

/*
 * The rows of the old history that have told of it, however many there are. Of what a new program has done there is one, by
 * the number of the event, where it is about her whom the old history means. Each event that has come from an old table
 * says whose it was there.
 */
const historyIds = `CASE WHEN n.imported ? 'history_ids' THEN n.imported -> 'history_ids'
    WHEN NOT n.imported ? 'user_id' AND ${plain("n.personality_name")} IN ('robbie', 'robbie f') THEN pg_catalog.to_jsonb(ARRAY[n.legacy_id]) ELSE '[]' END`;

/** The history of moods, as old programs write it with each change. */
export const backToHistory = `SELECT ${selected({
  id: "told.id::integer",
  timestamp: time,
  mood: newMood,
  trigger_event: "n.trigger_event",
  duration_minutes: `COALESCE(${toInteger(imported("duration_minutes"))}, ${toInteger("n.context_data ->> 'duration_minutes'")})::integer`,
  user_id: user,
  attraction_level: level("new_attraction_level"),
  gandhi_genghis_level: level("new_gandhi_genghis_level"),
})}
${from}
CROSS JOIN LATERAL pg_catalog.jsonb_array_elements_text(${historyIds}) AS told (id)
WHERE n.organization_id = ${organization}`;

/** The one mood that the old installation knows. */
export const backToCurrentMood = `SELECT ${selected({
  id: "1",
  mood: "COALESCE(m.name, i.imported ->> 'mood', 'friendly')",
  attraction_level: `COALESCE(i.flirt_mode, ${toInteger("i.imported ->> 'flirt_mode'")}, p.default_flirt_mode)::integer`,
  gandhi_genghis_level: `COALESCE(i.gandhi_genghis, ${toInteger("i.imported ->> 'gandhi_genghis'")}, p.default_gandhi_genghis)::integer`,
  last_updated: local("i.last_active"),
})}
FROM personality.personality_instances AS i
JOIN personality.personalities AS p ON p.id = i.personality_id
LEFT JOIN personality.moods AS m ON m.id = i.current_mood_id
WHERE i.organization_id = ${organization} AND i.imported ? 'current_mood'`;

// Each text that means one user has its row; of the current mood alone there is none.
const ownRows = `CASE WHEN i.imported ? 'own' THEN i.imported -> 'own' WHEN i.imported ? 'current_mood' THEN '[]'
    ELSE pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('id', i.legacy_id, 'user_id', ${knownAs})) END`;

/** Settings of users, by all texts that old programs know one by. */
export const backToInstances = `SELECT ${selected({
  id: "own.id",
  personality_id: "i.personality_id",
  user_id: "own.user_id",
  flirt_mode: "i.flirt_mode",
  gandhi_genghis: "i.gandhi_genghis",
  current_mood_id: "i.current_mood_id",
  last_active: local("i.last_active"),
})}
FROM personality.personality_instances AS i
JOIN core.users AS u ON u.id = i.user_id
CROSS JOIN LATERAL pg_catalog.jsonb_to_recordset(${ownRows}) AS own (id integer, user_id text)
WHERE i.organization_id = ${organization}`;
