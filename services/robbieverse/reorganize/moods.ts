import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import {
  backToCurrentMood,
  backToEvents,
  backToHistory,
  backToInstances,
  movedEvent,
} from "./moods-back.js";
import { isMeantBy, isRobbie } from "./personalities.js";
import {
  ifObject,
  json,
  keyOf,
  object,
  plain,
  type Repair,
  repaired,
  selected,
  uuidBehind,
} from "./sql.js";
import { clockRepairs, joinNear, moment, timeless, unknown, wasLeftOut } from "./time.js";
import { leftOutUser, organization, username, userOf } from "./users.js";

const inRange = (level: string, most: number): string =>
  `CASE WHEN ${level} BETWEEN 1 AND ${most} THEN ${level} END`;

const isOut = (level: string, most: number): string => `${level} NOT BETWEEN 1 AND ${most}`;

const outOfRange = (most: number, ...levels: readonly string[]): Repair => ({
  when: levels.map((level) => isOut(level, most)).join(" OR "),
  what: `a level was outside 1 to ${most}: it is null, and kept as imported`,
});

const joinMood = (alias: string, mood: string): string =>
  `LEFT JOIN public.moods AS ${alias} ON ${plain(`${alias}.name`)} = ${plain(mood)}`;

const anyOf = (column: string): string => `pg_catalog.min(${column})`;

interface Levels {
  readonly previousAttraction: string;
  readonly newAttraction: string;
  readonly previousGandhi: string;
  readonly newGandhi: string;
}

const levelColumns = (of: Levels): Record<string, string> => ({
  previous_attraction_level: inRange(of.previousAttraction, 11),
  new_attraction_level: inRange(of.newAttraction, 11),
  previous_gandhi_genghis_level: inRange(of.previousGandhi, 10),
  new_gandhi_genghis_level: inRange(of.newGandhi, 10),
});

const importedLevels = (of: Levels): Record<string, string> => ({
  previous_attraction_level: `CASE WHEN ${isOut(of.previousAttraction, 11)} THEN ${json(of.previousAttraction)} END`,
  new_attraction_level: `CASE WHEN ${isOut(of.newAttraction, 11)} THEN ${json(of.newAttraction)} END`,
  previous_gandhi_genghis_level: `CASE WHEN ${isOut(of.previousGandhi, 10)} THEN ${json(of.previousGandhi)} END`,
  new_gandhi_genghis_level: `CASE WHEN ${isOut(of.newGandhi, 10)} THEN ${json(of.newGandhi)} END`,
});

const levelRepairs = (of: Levels): Repair[] => [
  outOfRange(11, of.previousAttraction, of.newAttraction),
  outOfRange(10, of.previousGandhi, of.newGandhi),
];

const unknownMood = (mood: string, found: string): Repair => ({
  when: `${mood} IS NOT NULL AND ${found} IS NULL`,
  what: "a mood that there is not: it is kept as imported",
});

// The first of those that are the same; each of its values is of that row.
const first = (sql: string): string => `(pg_catalog.array_agg(${sql} ORDER BY e.id))[1]`;

const eventColumns = [
  "previous_mood",
  "new_mood",
  "previous_attraction_level",
  "new_attraction_level",
  "previous_gandhi_genghis_level",
  "new_gandhi_genghis_level",
  "trigger_event",
  "explanation",
  "context_data",
];

const everything = `pg_catalog.jsonb_build_object(${eventColumns.map((name) => `'${name}', e.${name}`).join(", ")})`;

const levelsOfEvent: Levels = {
  previousAttraction: first("e.previous_attraction_level"),
  newAttraction: first("e.new_attraction_level"),
  previousGandhi: first("e.previous_gandhi_genghis_level"),
  newGandhi: first("e.new_gandhi_genghis_level"),
};

const context = first(ifObject("e.context_data"));

// A new program's event comes back with its key.
const eventKey = `COALESCE(${uuidBehind("^", `${context} ->> 'mood_event'`)}, ${movedEvent(anyOf("e.id"))})`;

const sameHistory = `LEFT JOIN public.mood_history AS h ON h.user_id = e.user_id AND h.timestamp = e.timestamp AND ${plain("pg_catalog.left(h.mood, 50)")} = ${plain("e.new_mood")}`;

const event = (time: string, more: readonly Repair[]): Record<string, string> => ({
  id: eventKey,
  organization_id: organization,
  user_id: userOf(anyOf(username("e.user_id"))),
  personality_id: anyOf("p.id"),
  personality_name: anyOf("e.personality_name"),
  previous_mood_id: first("old.id"),
  new_mood_id: first("new.id"),
  ...levelColumns(levelsOfEvent),
  trigger_event: first("e.trigger_event"),
  explanation: first("e.explanation"),
  context_data: `COALESCE(${object({ duration_minutes: json("pg_catalog.max(h.duration_minutes)") })}, '{}') || (COALESCE(${context}, '{}') - 'mood_event')`,
  imported: object({
    user_id: json(anyOf("e.user_id::text")),
    previous_mood: `CASE WHEN ${first("old.id")} IS NULL THEN ${json(first("e.previous_mood::text"))} END`,
    new_mood: `CASE WHEN ${first("new.id")} IS NULL THEN ${json(first("e.new_mood::text"))} END`,
    ...importedLevels(levelsOfEvent),
    timestamp: `CASE WHEN ${anyOf("e.timestamp")} IS NULL THEN '""'::jsonb WHEN ${wasLeftOut(anyOf("e.timestamp"))} THEN ${json(anyOf("e.timestamp"))} END`,
    context_data: `CASE WHEN ${context} IS NULL THEN ${first("e.context_data")} END`,
    duration_minutes: `CASE WHEN ${context} ? 'duration_minutes' THEN ${json("pg_catalog.max(h.duration_minutes)")} END`,
    event_ids:
      "CASE WHEN pg_catalog.count(DISTINCT e.id) > 1 THEN pg_catalog.jsonb_agg(DISTINCT e.id) END",
    history_ids: json("pg_catalog.array_agg(DISTINCT h.id) FILTER (WHERE h.id IS NOT NULL)"),
    all: `CASE WHEN pg_catalog.count(DISTINCT ${everything}) > 1 THEN pg_catalog.jsonb_agg(DISTINCT ${everything}) END`,
  }),
  occurred_at: time,
  created_at: `COALESCE(${moment(anyOf("e.created_at"))}, ${time})`,
  legacy_id: anyOf("e.id"),
  _left_out: anyOf(leftOutUser("e.user_id")),
  _repaired: repaired([
    {
      when: "pg_catalog.count(DISTINCT e.id) > 1",
      what: "it was there several times: they are one",
    },
    {
      when: `pg_catalog.count(DISTINCT ${everything}) > 1`,
      what: "several of one time say different things: the first counts, the others are kept as imported",
    },
    ...levelRepairs(levelsOfEvent),
    unknownMood(first("e.new_mood"), first("new.id")),
    unknownMood(first("e.previous_mood"), first("old.id")),
    { when: `pg_catalog.count(p.id) = 0`, what: "no personality has its name, which stays" },
    ...more,
  ]),
});

const eventJoins = `${sameHistory}
LEFT JOIN public.personalities AS p ON ${isMeantBy("p", "e.personality_name")}
${joinMood("old", "e.previous_mood")}
${joinMood("new", "e.new_mood")}`;

const eventTime = moment("e.timestamp");

/** Changes of one user, time and personality are one, whatever table says so, and however often. */
const events: ProjectionDefinition = {
  to: "personality.mood_events",
  query: `SELECT ${selected(event(anyOf(eventTime), clockRepairs(anyOf("e.timestamp"))))}
FROM public.mood_events AS e
${eventJoins}
WHERE e.timestamp IS NOT NULL
GROUP BY e.user_id, e.timestamp, e.personality_name`,
  back: { "public.mood_events": backToEvents },
};

// By so many microseconds from its neighbour as it is rows apart, so that no two changes have one time.
const nearTime = (row: string): string =>
  `(pg_catalog.array_agg(near.timestamp + (${row}.id - near.id) * interval '1 microsecond' ORDER BY near.id > ${row}.id, pg_catalog.abs(near.id - ${row}.id)) FILTER (WHERE near.id IS NOT NULL))[1]`;

const eventsWithoutTime: ProjectionDefinition = {
  to: "personality.mood_events",
  query: `SELECT ${selected(
    event(
      `COALESCE(${moment(`COALESCE(${anyOf("e.created_at")}, ${nearTime("e")})`)}, ${unknown})`,
      [timeless("e")],
    ),
  )}
FROM public.mood_events AS e
${joinNear("public.mood_events", "e")}
${eventJoins}
WHERE e.timestamp IS NULL
GROUP BY e.id`,
};

const levelsOfHistory: Levels = {
  previousAttraction: "NULL::integer",
  newAttraction: "h.attraction_level",
  previousGandhi: "NULL::integer",
  newGandhi: "h.gandhi_genghis_level",
};

const before =
  "(pg_catalog.array_agg(before.mood ORDER BY before.id DESC) FILTER (WHERE before.id IS NOT NULL))[1]";

const historyTime = `COALESCE(${moment(`COALESCE(h.timestamp, ${nearTime("h")})`)}, ${unknown})`;

/** Moods of the history that no event tells of. */
const history: ProjectionDefinition = {
  to: "personality.mood_events",
  query: `SELECT ${selected({
    id: keyOf("a mood of the history", "h.id"),
    organization_id: organization,
    user_id: userOf(username("h.user_id")),
    personality_id: anyOf("p.id"),
    personality_name: "'Robbie'",
    previous_mood_id: `(pg_catalog.array_agg(old.id ORDER BY before.id DESC) FILTER (WHERE before.id IS NOT NULL))[1]`,
    new_mood_id: anyOf("new.id"),
    ...levelColumns(levelsOfHistory),
    trigger_event: "h.trigger_event",
    context_data: object({ duration_minutes: json("h.duration_minutes") }),
    imported: object({
      history_ids: json(
        "COALESCE(pg_catalog.array_agg(DISTINCT same.id) FILTER (WHERE same.id IS NOT NULL), ARRAY[h.id])",
      ),
      user_id: json("h.user_id"),
      previous_mood: `CASE WHEN (pg_catalog.array_agg(old.id ORDER BY before.id DESC) FILTER (WHERE before.id IS NOT NULL))[1] IS NULL THEN ${json(before)} END`,
      new_mood: `CASE WHEN ${anyOf("new.id")} IS NULL THEN ${json("h.mood")} END`,
      ...importedLevels(levelsOfHistory),
      timestamp: `CASE WHEN ${wasLeftOut("h.timestamp")} THEN ${json("h.timestamp")} END`,
    }),
    occurred_at: historyTime,
    created_at: historyTime,
    legacy_id: "0",
    _left_out: `COALESCE(${leftOutUser("h.user_id")}, CASE WHEN pg_catalog.count(e.id) > 0 THEN 'an event of its user and time says it' WHEN pg_catalog.min(same.id) < h.id THEN 'it is there before' END)`,
    _repaired: repaired([
      ...levelRepairs(levelsOfHistory),
      unknownMood("h.mood", anyOf("new.id")),
      timeless("h"),
      ...clockRepairs("h.timestamp"),
    ]),
  })}
FROM public.mood_history AS h
${joinNear("public.mood_history", "h")}
LEFT JOIN public.mood_events AS e ON e.user_id = h.user_id AND e.timestamp = h.timestamp AND ${plain("e.new_mood")} = ${plain("pg_catalog.left(h.mood, 50)")}
LEFT JOIN public.mood_history AS same ON same.user_id = h.user_id AND same.timestamp = h.timestamp AND same.mood = h.mood
LEFT JOIN public.mood_history AS before ON before.user_id = h.user_id AND before.id BETWEEN h.id - 20 AND h.id - 1 AND h.id BETWEEN before.id + 1 AND before.id + 20
${joinMood("old", "before.mood")}
${joinMood("new", "h.mood")}
LEFT JOIN public.personalities AS p ON ${isRobbie("p")}
GROUP BY h.id`,
  back: { "public.mood_history": backToHistory },
};

const latest = (sql: string): string =>
  `(pg_catalog.array_agg(${sql} ORDER BY one.at DESC NULLS LAST, one.is_current DESC, one.id DESC))[1]`;

const flirt = latest("one.flirt");
const gandhi = latest("one.gandhi");
const mood = latest("m.id");

/** Settings of a user are those that he had last; the one mood that the old installation knew is one of them. */
const instances: ProjectionDefinition = {
  to: "personality.personality_instances",
  query: `SELECT ${selected({
    organization_id: organization,
    user_id: userOf("one.username"),
    personality_id: "one.personality_id",
    flirt_mode: inRange(flirt, 11),
    gandhi_genghis: inRange(gandhi, 10),
    current_mood_id: mood,
    mood_changed_at: moment(`pg_catalog.max(one.at) FILTER (WHERE one.is_current)`),
    last_active: `COALESCE(${moment("pg_catalog.max(one.at)")}, ${unknown})`,
    legacy_id: "COALESCE(pg_catalog.min(one.id) FILTER (WHERE NOT one.is_current), 0)",
    imported: object({
      own: "pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', one.id, 'user_id', one.user_id) ORDER BY one.id) FILTER (WHERE NOT one.is_current)",
      flirt_mode: `CASE WHEN ${isOut(flirt, 11)} THEN ${json(flirt)} END`,
      gandhi_genghis: `CASE WHEN ${isOut(gandhi, 10)} THEN ${json(gandhi)} END`,
      mood: `CASE WHEN ${mood} IS NULL THEN ${json(latest("one.mood"))} END`,
      current_mood: "CASE WHEN pg_catalog.bool_or(one.is_current) THEN 'true'::jsonb END",
      all: "CASE WHEN pg_catalog.count(*) > 1 THEN pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('user_id', one.user_id, 'flirt_mode', one.flirt, 'gandhi_genghis', one.gandhi, 'mood', one.mood, 'at', one.at) ORDER BY one.is_current, one.id) END",
    }),
    _left_out:
      "CASE WHEN pg_catalog.count(*) FILTER (WHERE one.left_out IS NULL) = 0 THEN pg_catalog.min(one.left_out) END",
    _repaired: repaired([
      {
        when: "pg_catalog.count(*) > 1",
        what: "several rows are of one user: the last counts, all are kept as imported",
      },
      outOfRange(11, flirt),
      outOfRange(10, gandhi),
      unknownMood(latest("one.mood"), mood),
      { when: "pg_catalog.max(one.at) IS NULL", what: "it had no time" },
      ...clockRepairs("pg_catalog.max(one.at)"),
    ]),
  })}
FROM (
  SELECT i.id, false AS is_current, i.user_id, ${username("i.user_id")} AS username, ${leftOutUser("i.user_id")} AS left_out, i.personality_id,
         i.flirt_mode AS flirt, i.gandhi_genghis AS gandhi, its.name AS mood, i.last_active AS at
    FROM public.personality_instances AS i LEFT JOIN public.moods AS its ON its.id = i.current_mood_id
  UNION ALL
  SELECT c.id, true AS is_current, c.user_id, ${username("c.user_id")} AS username, ${leftOutUser("c.user_id")} AS left_out, p.id AS personality_id,
         c.attraction_level AS flirt, c.gandhi_genghis_level AS gandhi, c.mood, c.last_updated AS at
    FROM public.current_mood AS c LEFT JOIN public.personalities AS p ON ${isRobbie("p")}) AS one
${joinMood("m", "one.mood")}
GROUP BY one.username, one.personality_id`,
  back: {
    "public.current_mood": backToCurrentMood,
    "public.personality_instances": backToInstances,
  },
};

/** In which moods they were, and are. */
export const feelings: Record<string, ProjectionDefinition> = {
  instances,
  "mood events": events,
  "mood events without a time": eventsWithoutTime,
  "mood history": history,
};
