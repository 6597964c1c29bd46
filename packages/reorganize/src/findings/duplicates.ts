import type { Index } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import { type Conflict, counted } from "./finding.js";
import type { Place } from "./match-tables.js";
import { keyColumn, rowsOfPlace } from "./rows-of-place.js";
import type { TargetTypes } from "./target-types.js";

const undefinedColumn = "42703";

/** Rows that share what a unique rule of the target lets only one have, expressions included. */
export async function findDuplicates(
  reader: Queryable,
  place: Place,
  types: TargetTypes,
): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  for (const index of place.target.indexes.filter((one) => one.unique && !isKept(one, place)))
    conflicts.push(...(await duplicatesOf(reader, place, index, types)));
  return conflicts;
}

/** Whether the table has the rule already; nothing can be written past a valid unique index. */
function isKept(rule: Index, { source, columns }: Place): boolean {
  const renamed = [...columns].some(([target, found]) => target !== found);
  return (
    !renamed &&
    source.indexes.some(
      (index) =>
        index.unique &&
        index.valid &&
        index.predicate === rule.predicate &&
        index.nullsNotDistinct === rule.nullsNotDistinct &&
        index.keys.join() === rule.keys.join(),
    )
  );
}

async function duplicatesOf(
  reader: Queryable,
  place: Place,
  rule: Index,
  types: TargetTypes,
): Promise<Conflict[]> {
  const on = plainName(place.source);
  const answer = await ask<{ count: number; samples: string[] }>(
    reader,
    question(rule, rowsOfPlace(place, types)),
  );
  // The column that is not there is told as such.
  if (answer.refused === undefinedColumn) return [];
  if (answer.refused !== undefined)
    return [
      {
        kind: "not checked",
        on,
        what: `The server refused to look for duplicates by ${rule.keys.join(", ")} (${answer.refused}).`,
        count: 0,
        samples: [],
      },
    ];
  const { count = 0, samples = [] } = answer.rows?.[0] ?? {};
  if (count === 0) return [];
  const what = `${counted(count, "row shares", "rows share")} ${rule.keys.join(", ")}, unique in the target.`;
  return [{ kind: "duplicate", on, what, count, samples }];
}

function question({ keys, predicate, nullsNotDistinct }: Index, from: string): string {
  const distinct = nullsNotDistinct ? [] : keys.map((key) => `(${key}) IS NOT NULL`);
  const where = [...distinct, ...(predicate ? [`(${predicate})`] : [])].join(" AND ") || "true";
  // Each group tells two of its rows, so that one can look at them.
  return `
    WITH twins AS (
      SELECT count(*) AS size, min(${keyColumn}) AS one, max(${keyColumn}) AS other
        FROM ${from} WHERE ${where}
       GROUP BY ${keys.map((key) => `(${key})`).join(", ")} HAVING count(*) > 1)
    SELECT COALESCE(sum(size), 0)::float8 AS count,
           ARRAY(SELECT key FROM (SELECT one, one AS key FROM twins UNION SELECT one, other FROM twins) AS pair
                  WHERE key IS NOT NULL ORDER BY one, key LIMIT 5) AS samples
      FROM twins`;
}
