import { quoteIdentifier } from "@deepiri/database";
import { primaryKey } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import type { Finding } from "./finding.js";
import type { Match } from "./match-tables.js";
import { keyColumn, rowsOfMatch } from "./rows-of-match.js";
import type { TargetTypes } from "./target-types.js";

/** Keys that several twins have, and whether their rows are the same. */
export async function findSameKeys(
  reader: Queryable,
  matched: readonly Match[],
  types: TargetTypes,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [index, one] of matched.entries())
    for (const other of matched.slice(index + 1).filter(({ target }) => target === one.target))
      findings.push(...(await sameKeys(reader, one, other, types)));
  return findings;
}

async function sameKeys(
  reader: Queryable,
  one: Match,
  other: Match,
  types: TargetTypes,
): Promise<Finding[]> {
  const common = [...one.columns.keys()].filter((name) => other.columns.has(name));
  const key = primaryKey(one.target);
  if (key.length === 0 || !key.every((name) => common.includes(name))) return [];
  const part = (match: Match) => ({
    ...match,
    columns: new Map([...match.columns].filter(([name]) => common.includes(name))),
  });
  const { rows } = await ask<{ count: number; different: number; samples: string[] }>(
    reader,
    `WITH keys_of_both AS (
       SELECT one.${keyColumn} AS key, pg_catalog.to_jsonb(one) - '${keyColumn}' <> pg_catalog.to_jsonb(other) - '${keyColumn}' AS differs
         FROM (SELECT * FROM ${rowsOfMatch(part(one), types)}) AS one
         JOIN (SELECT * FROM ${rowsOfMatch(part(other), types)}) AS other
           ON ${key.map((name) => `one.${quoteIdentifier(name)}::pg_catalog.text = other.${quoteIdentifier(name)}::pg_catalog.text`).join(" AND ")})
     SELECT count(*)::float8 AS count, count(*) FILTER (WHERE differs)::float8 AS different,
            ARRAY(SELECT key FROM keys_of_both WHERE key IS NOT NULL ORDER BY NOT differs, key LIMIT 5) AS samples
       FROM keys_of_both`,
  );
  const { count = 0, different = 0, samples = [] } = rows?.[0] ?? {};
  if (count === 0) return [];
  const [table, twin] = [plainName(one.source), plainName(other.source)];
  return [{ kind: "same key", table, twin, different, count, samples }];
}
