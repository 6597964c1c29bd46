import {
  allDecided,
  begunAt,
  type DecisionDefinition,
  decided,
  type ProjectionDefinition,
} from "@deepiri/reorganize-mapping";
import { json, keyOf, object, selected } from "./sql.js";

/** The one organization that the old installation becomes. */
export const organization = keyOf("the old installation");

/** SQL of what a text is called in the decision about users: as a literal, so that no text and an empty one differ. */
const named = (text: string): string => `pg_catalog.quote_nullable((${text})::text)`;

const answer = (text: string): string => decided("users", named(text));

/** SQL of the name of the user whom a text means; null where it means none, or nobody has said whom. */
export const username = (text: string): string => `(${answer(text)} ->> 'username')`;

/** SQL of the key of the user of that name. */
export const userOf = (name: string): string => keyOf("a user", name);

/** SQL of the reason why what belongs to a text is left out; null where it is not. */
export const leftOutUser = (text: string): string => `(${answer(text)} ->> 'leftOut')`;

const columns = [
  ["conversations", "user_id"],
  ["mood_history", "user_id"],
  ["mood_events", "user_id"],
  ["current_mood", "user_id"],
  ["personality_instances", "user_id"],
  ["personalities", "created_by"],
] as const;

const texts = columns
  .map(([table, column]) => `SELECT (one.${column})::text AS text FROM public.${table} AS one`)
  .join("\n    UNION ALL ");

const slug = `pg_catalog.left(COALESCE(NULLIF(pg_catalog.btrim(pg_catalog.regexp_replace(
    pg_catalog.lower(pg_catalog.split_part(pg_catalog.btrim(COALESCE(found.text, '')), '@', 1)), '[^a-z0-9]+', '-', 'g'), '-'), ''), 'nobody'), 40)`;

/** Whom the texts mean that stand where a user should. Those that look alike are shown with each other, and not merged. */
export const users: DecisionDefinition = {
  question:
    "Who is meant by this text? Texts with one username are one user; the address is where the person is invited.",
  query: `WITH found AS (
    SELECT text, pg_catalog.count(*) AS rows FROM (${texts}) AS one GROUP BY text),
  named AS (SELECT text, rows, ${named("text")} AS value, ${slug} AS slug FROM found),
  numbered AS (SELECT *, pg_catalog.row_number() OVER (PARTITION BY slug ORDER BY rows DESC, value COLLATE "C") AS number FROM named),
  alone AS (SELECT *, slug || CASE WHEN number > 1 THEN '-' || number ELSE '' END AS username FROM numbered),
  own AS (SELECT *, pg_catalog.jsonb_build_object('username', username, 'email',
    CASE WHEN text LIKE '%_@_%' THEN pg_catalog.btrim(text) ELSE username || '@legacy.invalid' END) AS answer FROM alone)
  SELECT own.value, ready.choice, ready.answer, wrong.wrong
    FROM own
    LEFT JOIN own AS other ON other.slug = own.slug AND other.number < own.number
    CROSS JOIN LATERAL (VALUES
      (0, 'a user of its own, of ' || own.rows || CASE WHEN own.rows = 1 THEN ' row' ELSE ' rows' END, own.answer),
      (1, 'the same user as ' || other.value || ', which looks alike', other.answer),
      (2, 'nobody: its rows are left out', pg_catalog.jsonb_build_object('leftOut', 'it is nobody'))) AS ready (place, choice, answer)
    LEFT JOIN LATERAL (SELECT ${wrongAnswer("given.answer")} AS wrong
                         FROM pg_catalog.jsonb_each(${allDecided("users")}) AS given (value, answer) WHERE given.value = own.value) AS wrong ON true
   WHERE ready.choice IS NOT NULL
   GROUP BY own.value, own.slug, own.number, ready.place, ready.choice, ready.answer, wrong.wrong
   ORDER BY own.slug, own.number, ready.place, ready.choice`,
};

function wrongAnswer(given: string): string {
  const others = `pg_catalog.jsonb_each(${allDecided("users")}) AS other (value, answer)`;
  const differs = (same: string, other: string): string =>
    `EXISTS (SELECT FROM ${others} WHERE pg_catalog.lower(other.answer ->> '${same}') = pg_catalog.lower(${given} ->> '${same}') AND other.answer ->> '${other}' <> ${given} ->> '${other}')`;
  return `CASE WHEN ${given} ? 'leftOut' THEN NULL
      WHEN COALESCE(${given} ->> 'username', '') !~ '^[^\\s/]{1,50}$' THEN 'it has no username of 1 to 50 signs, blanks and slashes apart'
      WHEN COALESCE(${given} ->> 'email', '') !~ '^[^\\s@]+@[^\\s@]+$' THEN 'it has no address'
      WHEN ${differs("username", "email")} THEN 'this username has two addresses'
      WHEN ${differs("email", "username")} THEN 'this address has two usernames' END`;
}

/** What is there in any old installation: one of these rows at least. */
const there =
  "(SELECT m.id FROM public.moods AS m UNION ALL SELECT c.id FROM public.current_mood AS c) AS there";

const everybody = `FROM ${there}
CROSS JOIN LATERAL pg_catalog.jsonb_each(${allDecided("users")}) AS given (value, answer)
WHERE given.answer ? 'username'
GROUP BY given.answer ->> 'username'`;

const name = "given.answer ->> 'username'";

const unquoted = (value: string): string =>
  `CASE WHEN ${value} LIKE '''%' THEN pg_catalog.replace(pg_catalog.substr(${value}, 2, pg_catalog.length(${value}) - 2), '''''', '''') END`;

const text = unquoted("given.value");

/** Users are those of the reviewed list, all members of one organization. Nobody can sign in before he is invited. */
export const people: Record<string, ProjectionDefinition> = {
  organization: {
    to: "core.organizations",
    query: `SELECT ${organization} AS id, 'RobbieVerse' AS name, ${begunAt} AS created_at, ${begunAt} AS updated_at
FROM ${there} GROUP BY there.id IS NULL`,
  },
  users: {
    to: "core.users",
    query: `SELECT ${selected({
      id: userOf(name),
      username: name,
      email: "pg_catalog.min(given.answer ->> 'email')",
      password_hash: "'!'",
      is_active: "false",
      created_at: begunAt,
      updated_at: begunAt,
      // By what old programs know him: of several texts his name or else one, without the quotes that it has in the list.
      metadata: object({
        legacy_user_id: json(
          `COALESCE(pg_catalog.min(${text}) FILTER (WHERE ${text} = ${name}), pg_catalog.min(${text}))`,
        ),
      }),
    })}
${everybody}`,
  },
  memberships: {
    to: "core.organization_memberships",
    query: `SELECT ${selected({
      organization_id: organization,
      user_id: userOf(name),
      role: "'member'",
      joined_at: begunAt,
    })}
${everybody}`,
  },
};
