import { decided, type ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { backToConversations, movedKey } from "./conversations-back.js";
import { isBlank, json, keyOf, object, quoted, repaired, selected, uuidBehind } from "./sql.js";
import { clockRepairs, joinNear, moment, nearTime, timeless, unknown, wasLeftOut } from "./time.js";
import { leftOutUser, organization, username, userOf } from "./users.js";

const table = "public.conversations";

// What a new program has begun comes back with its key in the session.
const sessionOf = (row: string): string =>
  `COALESCE(${uuidBehind("^conversation ", `${row}.session_id`)}, ${keyOf("a conversation", username(`${row}.user_id`), `${row}.session_id`)})`;

const alone = (row: string): string =>
  `CASE WHEN ${username(`${row}.user_id`)} IS NOT NULL THEN ${keyOf("a conversation of row", `${row}.id`)} END`;

const titled = (text: string): string =>
  `CASE WHEN NOT ${isBlank(text)} THEN pg_catalog.left(${text}, 255) END`;

/** A tag that is none: the key, and the place, of a message that a new program has written. */
const keyTag = (kind: "message" | "reply"): string => `${kind} `;

const tagText = (row: string): string => `pg_catalog.array_to_string(${row}.context_tags, E'\\n')`;

const tagKey = (row: string, kind: "message" | "reply"): string =>
  uuidBehind(`(?:^|\\n)${keyTag(kind)}`, tagText(row));

const tagPlace = (row: string, kind: "message" | "reply"): string =>
  `pg_catalog.substring(${tagText(row)}, '(?:^|\\n)${keyTag(kind)}[0-9a-f-]{36} ([0-9]{1,9})')::integer`;

const ownTags = (lists: string): string =>
  `ARRAY(SELECT DISTINCT tag COLLATE "C" FROM pg_catalog.jsonb_array_elements(${lists}) AS list (tags), pg_catalog.jsonb_array_elements_text(CASE pg_catalog.jsonb_typeof(list.tags) WHEN 'array' THEN list.tags ELSE '[]' END) AS tag WHERE tag !~ '^(message|reply) [0-9a-f-]{36} ' ORDER BY 1)`;

/** SQL of the least or greatest time of the rows of a group, those without one having that of their neighbours. */
function timeOf(which: "min" | "max"): string {
  const all = `pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', one.id, 'near', near.id, 'time', near.timestamp)) FILTER (WHERE one.timestamp IS NULL)`;
  const nearest = `(SELECT pg_catalog.${which}(COALESCE(${moment("nearest.time")}, ${unknown})) FROM (
      SELECT DISTINCT ON (each.id) each.time FROM pg_catalog.jsonb_to_recordset(${all}) AS each (id integer, near integer, "time" timestamp)
       ORDER BY each.id, each.near > each.id, pg_catalog.abs(each.near - each.id)) AS nearest)`;
  const both = which === "min" ? "LEAST" : "GREATEST";
  // Of moments: what was on the clock later may have been before.
  return `${both}(pg_catalog.${which}(${moment("one.timestamp")}), ${nearest})`;
}

const counted =
  "(pg_catalog.count(DISTINCT one.id) + pg_catalog.count(DISTINCT one.id) FILTER (WHERE one.robbie_response IS NOT NULL))::int";

const first = (column: string): string =>
  `(pg_catalog.array_agg(one.${column} ORDER BY one.id))[1]`;

/** A conversation of each user and session; of what has no session each row is one. */
const conversations: ProjectionDefinition = {
  to: "conversation.conversations",
  query: `SELECT ${selected({
    id: `COALESCE(${uuidBehind("^conversation ", "one.session_id")}, ${keyOf("a conversation", "one.username", "one.session_id")})`,
    organization_id: organization,
    user_id: userOf("one.username"),
    title: titled(first("user_message")),
    created_at: timeOf("min"),
    updated_at: timeOf("max"),
    last_message_at: timeOf("max"),
    message_count: counted,
    tags: ownTags("COALESCE(pg_catalog.jsonb_agg(one.context_tags), '[]')"),
    imported: "pg_catalog.jsonb_build_object('session_id', one.session_id)",
    _left_out:
      "CASE WHEN pg_catalog.count(*) FILTER (WHERE one.left_out IS NULL) = 0 THEN pg_catalog.min(one.left_out) END",
  })}
FROM (SELECT c.id, c.session_id, ${username("c.user_id")} AS username, ${leftOutUser("c.user_id")} AS left_out,
        c.timestamp, c.user_message, c.robbie_response, ${json("c.context_tags")} AS context_tags
        FROM ${table} AS c WHERE NOT ${isBlank("c.session_id")}) AS one
${joinNear(table, "one")}
GROUP BY one.session_id, one.username`,
  // Where old and new programs have said something, and the old ones last.
  after: ["SELECT conversation.recount_conversations()"],
};

const conversationsOfRows: ProjectionDefinition = {
  to: "conversation.conversations",
  query: `SELECT ${selected({
    id: alone("c"),
    organization_id: organization,
    user_id: userOf(username("c.user_id")),
    title: titled("c.user_message"),
    ...Object.fromEntries(
      ["created_at", "updated_at", "last_message_at"].map((name) => [name, messageTime()]),
    ),
    message_count: "CASE WHEN c.robbie_response IS NULL THEN 1 ELSE 2 END",
    tags: ownTags(`pg_catalog.jsonb_build_array(${json("c.context_tags")})`),
    imported: object({
      session_id: json("c.session_id"),
      moved_messages: "CASE WHEN c.robbie_response IS NULL THEN '1'::jsonb ELSE '2'::jsonb END",
    }),
    _left_out: leftOutUser("c.user_id"),
  })}
FROM ${table} AS c
${joinNear(table, "c")}
WHERE ${isBlank("c.session_id")}
GROUP BY c.id`,
};

function messageTime(): string {
  return `COALESCE(${moment(`COALESCE(c.timestamp, ${nearTime("c")})`)}, ${unknown})`;
}

const conversationOf = (row: string): string =>
  `CASE WHEN ${isBlank(`${row}.session_id`)} THEN ${alone(row)} ELSE ${sessionOf(row)} END`;

const messageOf = (row: string, kind: "message" | "reply"): string =>
  `COALESCE(${tagKey(row, kind)}, ${movedKey(kind, `${row}.id`)})`;

// Between two rows of one conversation there is room for what new programs say in it meanwhile.
const room = 64;

const tone = "pg_catalog.left(c.mood, 50)";

/** What old programs are told of a row when it goes back to them. */
const legacy = object({
  user_id: json("c.user_id"),
  attraction_level: json("c.attraction_level"),
  gandhi_genghis_level: json("c.gandhi_genghis_level"),
  context_tags: json("c.context_tags"),
  mood: `CASE WHEN c.mood <> ${tone} THEN ${json("c.mood")} END`,
  timestamp: `CASE WHEN c.timestamp IS NULL THEN '""'::jsonb WHEN ${wasLeftOut("c.timestamp")} THEN ${json("c.timestamp")} END`,
});

const isReply = "part.is_reply";

const ofPart = (message: string, reply: string): string =>
  `CASE WHEN ${isReply} THEN ${reply} ELSE ${message} END`;

/** Two messages a row, or one if nothing was answered. The order is that of the rows' numbers. */
const messages: ProjectionDefinition = {
  to: "conversation.messages",
  query: `SELECT ${selected({
    id: ofPart(messageOf("c", "message"), messageOf("c", "reply")),
    organization_id: organization,
    conversation_id: conversationOf("c"),
    position: ofPart(
      `COALESCE(${tagPlace("c", "message")}, c.id * ${room})`,
      `COALESCE(${tagPlace("c", "reply")}, c.id * ${room} + 1)`,
    ),
    role: ofPart("'user'", "'robbie'"),
    content: ofPart("c.user_message", "c.robbie_response"),
    created_at: messageTime(),
    emotional_tone: tone,
    parent_message_id: ofPart("NULL::uuid", messageOf("c", "message")),
    legacy_id: "c.id",
    imported: legacy,
    _left_out: leftOutUser("c.user_id"),
    _repaired: repaired([
      timeless("c"),
      ...clockRepairs("c.timestamp"),
      { when: `c.mood <> ${tone}`, what: "its mood was longer than 50 signs" },
    ]),
  })}
FROM ${table} AS c
CROSS JOIN (VALUES (false), (true)) AS part (is_reply)
${joinNear(table, "c")}
WHERE NOT ${isReply} OR c.robbie_response IS NOT NULL
GROUP BY c.id, ${isReply}`,
  back: { [table]: backToConversations(organization) },
};

const model = `(${decided("embedding model", quoted("of the old vectors"))} #>> '{}')`;

/** Vectors were made of what the user said alone. */
const embeddings: ProjectionDefinition = {
  to: "conversation.message_embeddings",
  query: `SELECT ${selected({
    organization_id: organization,
    message_id: messageOf("c", "message"),
    model,
    dimensions:
      "pg_catalog.cardinality(pg_catalog.translate(c.embedding::text, '[]', '{}')::real[])",
    embedding: "pg_catalog.translate(c.embedding::text, '[]', '{}')::real[]",
    created_at: `COALESCE(${moment("c.timestamp")}, ${unknown})`,
    _left_out: `COALESCE(${leftOutUser("c.user_id")}, CASE WHEN ${model} IS NULL THEN 'texts are embedded anew' END)`,
  })}
FROM ${table} AS c
WHERE c.embedding IS NOT NULL`,
};

/** By which model the vectors were made, which is written nowhere. */
export const embeddingModel = {
  question: "Old vectors do not say by which model they were made, and are found by its name.",
  query: `SELECT 'of the old vectors' AS value, ready.choice, ready.answer,
    CASE WHEN pg_catalog.btrim(${model}) = '' THEN 'a model has a name' END AS wrong
  FROM (VALUES ('it is text-embedding-ada-002', '"text-embedding-ada-002"'::jsonb), ('it is text-embedding-3-small', '"text-embedding-3-small"'),
    ('they are left out, and texts embedded anew', 'null')) AS ready (choice, answer)
 WHERE EXISTS (SELECT FROM ${table} AS c WHERE c.embedding IS NOT NULL)`,
};

/** What was said: many rows are one conversation, and each is two messages of it. */
export const talks: Record<string, ProjectionDefinition> = {
  conversations,
  "conversations of rows": conversationsOfRows,
  messages,
  embeddings,
};
