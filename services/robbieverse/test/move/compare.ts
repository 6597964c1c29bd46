/*
 * What has to be true of old and new tables that stand beside each other, in plain SQL that knows nothing of the queries of
 * the mapping. Each gives the rows for which it is not.
 */

/** Who is meant by a text, as the test has decided. */
const people = `(VALUES ('allan', 'allan'), ('Allan', 'allan'), ('allan@robbie.example', 'allan'), ('vera', 'vera'), ('Vera ', 'vera'), ('intern-demo', 'intern')) AS person (text, username)`;

/** Old rows that are not found again, word by word and in their order, in the messages of a conversation of their user. */
export const lostRows = `
  WITH old AS (
    SELECT c.id, person.username, CASE WHEN btrim(c.session_id) <> '' THEN c.session_id ELSE 'row ' || c.id END AS session,
           c.user_message, c.robbie_response, c.mood, c.timestamp
      FROM public.conversations AS c JOIN ${people} ON person.text = c.user_id),
  placed AS (SELECT *, row_number() OVER (PARTITION BY username, session ORDER BY id) AS place FROM old),
  asked AS (
    SELECT m.*, u.username, row_number() OVER (PARTITION BY m.conversation_id ORDER BY m.position) AS place
      FROM conversation.messages AS m JOIN conversation.conversations AS v ON v.organization_id = m.organization_id AND v.id = m.conversation_id
      JOIN core.users AS u ON u.id = v.user_id WHERE m.role = 'user'),
  found AS (
    SELECT asked.legacy_id, asked.username, asked.place, asked.content, answer.content AS answer, asked.emotional_tone, asked.created_at, asked.conversation_id,
           answer.position > asked.position AS in_order
      FROM asked LEFT JOIN conversation.messages AS answer
        ON answer.organization_id = asked.organization_id AND answer.parent_message_id = asked.id AND answer.role = 'robbie')
  SELECT placed.id, found.legacy_id FROM placed FULL JOIN found ON found.legacy_id = placed.id
   WHERE (placed.username, placed.place, placed.user_message, placed.robbie_response, left(placed.mood, 50), placed.robbie_response IS NOT NULL)
         IS DISTINCT FROM (found.username, found.place, found.content, found.answer, found.emotional_tone::text, COALESCE(found.in_order, false))
      OR placed.timestamp AT TIME ZONE 'America/New_York' <> found.created_at`;

/** Users and sessions that are not one conversation. */
export const splitSessions = `
  SELECT person.username, CASE WHEN btrim(c.session_id) <> '' THEN c.session_id ELSE 'row ' || c.id END AS session
    FROM public.conversations AS c JOIN ${people} ON person.text = c.user_id
    LEFT JOIN conversation.messages AS m ON m.legacy_id = c.id
   GROUP BY 1, 2 HAVING count(DISTINCT m.conversation_id) <> 1`;

/** Conversations in which rows of several sessions or users are. */
export const mixedConversations = `
  SELECT m.conversation_id FROM public.conversations AS c JOIN ${people} ON person.text = c.user_id
    JOIN conversation.messages AS m ON m.legacy_id = c.id
   GROUP BY 1 HAVING count(DISTINCT (person.username, CASE WHEN btrim(c.session_id) <> '' THEN c.session_id ELSE 'row ' || c.id END)) <> 1`;

/** Vectors that are not with the user's words that they were made of. */
export const misplacedVectors = `
  SELECT c.id, e.message_id FROM (SELECT c.* FROM public.conversations AS c JOIN ${people} ON person.text = c.user_id WHERE embedding IS NOT NULL) AS c
    FULL JOIN (SELECT e.*, m.legacy_id, m.role FROM conversation.message_embeddings AS e
                 JOIN conversation.messages AS m ON m.organization_id = e.organization_id AND m.id = e.message_id) AS e ON e.legacy_id = c.id
   WHERE (string_to_array(btrim(c.embedding::text, '[]'), ',')::real[], 'user', 1536, 'text-embedding-ada-002') IS DISTINCT FROM
         (e.embedding, e.role::text, e.dimensions, e.model::text)`;

/** Changes of mood, by user and time, that are not once in the new table. */
export const lostMoods = `
  WITH old AS (
    SELECT user_id, timestamp, left(mood, 50) AS mood, 'Robbie' AS name FROM public.mood_history
    UNION SELECT user_id, timestamp, new_mood, personality_name FROM public.mood_events),
  of_people AS (
    SELECT DISTINCT person.username, old.timestamp AT TIME ZONE 'America/New_York' AS at, lower(btrim(old.mood)) AS mood
      FROM old JOIN ${people} ON person.text = old.user_id WHERE old.timestamp IS NOT NULL AND old.timestamp <> '2025-12-24 18:00'),
  new AS (
    SELECT u.username, n.occurred_at AS at, lower(btrim(left(COALESCE(m.name, n.imported ->> 'new_mood'), 50))) AS mood, count(*) AS times
      FROM personality.mood_events AS n JOIN core.users AS u ON u.id = n.user_id LEFT JOIN personality.moods AS m ON m.id = n.new_mood_id
     WHERE n.imported ->> 'timestamp' IS DISTINCT FROM '' GROUP BY 1, 2, 3)
  SELECT of_people.*, new.times FROM of_people LEFT JOIN new USING (username, at, mood) WHERE new.times IS DISTINCT FROM 1`;

/** Conversations that say something else of their messages than these do. */
export const miscounted = "SELECT id FROM conversation.miscounted_conversations()";
