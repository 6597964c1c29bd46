import { allDecided, type DecisionDefinition } from "@deepiri/reorganize-mapping";
import type { Repair } from "./sql.js";

const zone = `pg_catalog.jsonb_extract_path_text(${allDecided("time zone")}, 'of the old server')`;

/** The zone of the clock by which the old server wrote its times, which says nowhere which that was. */
export const timeZone: DecisionDefinition = {
  question:
    "Old times have no zone. By the clock of which zone were they written? Two hours a year depend on it, and all others are shifted by it.",
  query: `SELECT 'of the old server' AS value, 'it is ' || ready.name AS choice, pg_catalog.to_jsonb(ready.name) AS answer,
    CASE WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_timezone_names AS known WHERE known.name = ${zone}) THEN 'no zone has this name' END AS wrong
  FROM (VALUES ('America/New_York'), ('UTC'), (pg_catalog.current_setting('TimeZone'))) AS ready (name)
  CROSS JOIN (SELECT pg_catalog.count(*) FROM public.conversations) AS old
 GROUP BY ready.name ORDER BY ready.name`,
};

const inZone = (time: string): string => `(${time} AT TIME ZONE ${zone})`;

/** SQL of the moment at which the old server's clock showed a time. */
export const moment = (time: string): string => inZone(time);

/** SQL of what the old server's clock showed at a moment. */
export const local = (time: string): string => inZone(time);

/** SQL: whether clocks left out this time, so that it is read as that much later. */
export const wasLeftOut = (time: string): string =>
  `(pg_catalog.isfinite(${time}) AND ${local(moment(time))} <> ${time})`;

// By an hour, but for Lord Howe's half.
const twice = (time: string): string =>
  ["-1 hour", "1 hour", "-30 minutes", "30 minutes"]
    .map((step) => `${local(`(${moment(time)} + interval '${step}')`)} = ${time}`)
    .join(" OR ");

/** What is said of a time that clocks left out, or showed twice. */
export const clockRepairs = (time: string): Repair[] => [
  { when: wasLeftOut(time), what: "clocks left out its time: it is read as that much later" },
  {
    when: `pg_catalog.isfinite(${time}) AND (${twice(time)})`,
    what: "clocks showed its time twice: it is read as the second, in standard time",
  },
];

const near = 20;

/**
 * SQL of a join, as `near`, of the rows around one without a time that have one: so many before and behind it by their
 * numbers. A row that has a time joins none.
 */
export function joinNear(table: string, row: string): string {
  const id = `CASE WHEN ${row}.timestamp IS NULL THEN ${row}.id END`;
  // Twice, so that either side is found from the other.
  return `LEFT JOIN ${table} AS near ON near.timestamp IS NOT NULL AND near.id BETWEEN ${id} - ${near} AND ${id} + ${near}
    AND ${row}.id BETWEEN near.id - ${near} AND near.id + ${near}`;
}

/** SQL of the time of the last row before a row, else of the first behind it, of those that are joined. */
export const nearTime = (row: string): string =>
  `(pg_catalog.array_agg(near.timestamp ORDER BY near.id > ${row}.id, pg_catalog.abs(near.id - ${row}.id)) FILTER (WHERE near.id IS NOT NULL))[1]`;

/** What is said of a row without a time. */
export const timeless = (row: string): Repair => ({
  when: `${row}.timestamp IS NULL`,
  what: "it had no time: it has that of the row before it, or behind it",
});

/** SQL of a moment that nothing is known of. */
export const unknown = "'epoch'::timestamptz";

/** SQL of the first of these times that is known, as a moment. */
export const known = (...times: readonly string[]): string =>
  `COALESCE(${[...times.map(moment), unknown].join(", ")})`;

/** What is said of a row without a time where there are no rows around it that tell of one. */
export const missing = (time: string): Repair => ({
  when: `${time} IS NULL`,
  what: "it had no time",
});
