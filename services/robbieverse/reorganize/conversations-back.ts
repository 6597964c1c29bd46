import { toInteger } from "@deepiri/reorganize-mapping";
import { keyOf, selected } from "./sql.js";
import { local } from "./time.js";

/** SQL of the key of a message that was made of a row, by the row's number. */
export const movedKey = (kind: "message" | "reply", id: string): string =>
  keyOf(`the ${kind} of row`, id);

const legacy = (key: string): string => `m.imported ->> '${key}'`;
// Each has them, for no old row lacks it.
const isMoved = "m.imported ? 'attraction_level'";

// As far as the old table allows.
const level = (key: string, otherwise: string, most: number): string =>
  `LEAST(GREATEST(COALESCE(${toInteger(`COALESCE(${legacy(key)}, m.metadata ->> '${key}')`)}, ${otherwise}), 1), ${most})::integer`;

const key = (kind: "message" | "reply", row: string): string =>
  `CASE WHEN ${row}.id = ${movedKey(kind, "m.legacy_id")} THEN NULL ELSE '${kind} ' || ${row}.id || ' ' || ${row}.position END`;

/** What old tags were, and the keys of messages that the old table has no other place for. */
const tags = `CASE WHEN m.imported -> 'context_tags' IS NULL AND ${key("message", "m")} IS NULL AND ${key("reply", "a")} IS NULL THEN NULL ELSE
    ARRAY(SELECT tag.value FROM pg_catalog.jsonb_array_elements_text(COALESCE(m.imported -> 'context_tags', '[]')) WITH ORDINALITY AS tag (value, place)
           WHERE (tag.value !~ '^(message|reply) [0-9a-f-]{36} ') IS NOT FALSE ORDER BY tag.place)
      || pg_catalog.array_remove(ARRAY[${key("message", "m")}, ${key("reply", "a")}], NULL) END`;

/**
 * A row of the old table for each thing that a user says, with the first answer to it. A conversation that had no session
 * gets one when more is said in it.
 */
export const backToConversations = (organization: string): string =>
  `SELECT DISTINCT ON (m.organization_id, m.id) ${selected({
    id: "m.legacy_id::integer",
    timestamp: `CASE WHEN ${legacy("timestamp")} IS NOT NULL THEN NULLIF(${legacy("timestamp")}, '')::timestamp ELSE ${local("m.created_at")} END`,
    user_message: "m.content",
    robbie_response: "a.content",
    mood: `COALESCE(${legacy("mood")}, m.emotional_tone, 'friendly')`,
    attraction_level: level("attraction_level", "7", 11),
    gandhi_genghis_level: `CASE WHEN ${isMoved} AND ${legacy("gandhi_genghis_level")} IS NULL THEN NULL ELSE ${level("gandhi_genghis_level", "5", 10)} END`,
    context_tags: tags,
    user_id: `CASE WHEN ${isMoved} THEN ${legacy("user_id")} ELSE COALESCE(u.metadata ->> 'legacy_user_id', u.username) END`,
    session_id: `CASE WHEN v.imported ->> 'moved_messages' = v.message_count::text THEN v.imported ->> 'session_id'
      WHEN v.imported ? 'moved_messages' THEN 'conversation ' || v.id
      ELSE COALESCE(v.imported ->> 'session_id', 'conversation ' || v.id) END`,
  })}
FROM conversation.messages AS m
JOIN conversation.conversations AS v ON v.organization_id = m.organization_id AND v.id = m.conversation_id
JOIN core.users AS u ON u.id = v.user_id
LEFT JOIN conversation.messages AS a ON a.organization_id = m.organization_id AND a.conversation_id = m.conversation_id
  AND a.parent_message_id = m.id AND a.role NOT IN ('user', 'system') AND a.deleted_at IS NULL
WHERE m.organization_id = ${organization} AND m.role = 'user' AND m.deleted_at IS NULL
ORDER BY m.organization_id, m.id, a.position`;
