import { quoteIdentifier } from "@deepiri/database";
import { primaryKey } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import { type Conflict, counted } from "./finding.js";
import type { Place } from "./match-tables.js";
import { keyColumn, rowsOfPlace } from "./rows-of-place.js";
import type { TargetTypes } from "./target-types.js";

/** Keys that lie in several places of a table, and whether what stands behind them is the same. */
export async function findSameKeys(
  reader: Queryable,
  places: readonly Place[],
  types: TargetTypes,
): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  for (const [index, one] of places.entries())
    for (const other of places.slice(index + 1).filter(({ target }) => target === one.target))
      conflicts.push(...(await sameKeys(reader, one, other, types)));
  return conflicts;
}

async function sameKeys(
  reader: Queryable,
  one: Place,
  other: Place,
  types: TargetTypes,
): Promise<Conflict[]> {
  const common = [...one.columns.keys()].filter((name) => other.columns.has(name));
  const key = primaryKey(one.target);
  if (key.length === 0 || !key.every((name) => common.includes(name))) return [];
  const part = (place: Place) => ({
    ...place,
    columns: new Map([...place.columns].filter(([name]) => common.includes(name))),
  });
  const { rows } = await ask<{ count: number; different: number; samples: string[] }>(
    reader,
    `WITH both_places AS (
       SELECT one.${keyColumn} AS key, pg_catalog.to_jsonb(one) - '${keyColumn}' <> pg_catalog.to_jsonb(other) - '${keyColumn}' AS differs
         FROM (SELECT * FROM ${rowsOfPlace(part(one), types)}) AS one
         JOIN (SELECT * FROM ${rowsOfPlace(part(other), types)}) AS other
           ON ${key.map((name) => `one.${quoteIdentifier(name)}::pg_catalog.text = other.${quoteIdentifier(name)}::pg_catalog.text`).join(" AND ")})
     SELECT count(*)::float8 AS count, count(*) FILTER (WHERE differs)::float8 AS different,
            ARRAY(SELECT key FROM both_places WHERE key IS NOT NULL ORDER BY NOT differs, key LIMIT 5) AS samples
       FROM both_places`,
  );
  const { count = 0, different = 0, samples = [] } = rows?.[0] ?? {};
  if (count === 0) return [];
  const what = `${counted(count, "key is", "keys are")} also in ${plainName(other.source)}, ${different} of them with other values.`;
  return [{ kind: "same key", on: plainName(one.source), what, count, samples }];
}
