import type { Index } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import type { Finding } from "./finding.js";
import type { Match } from "./match-tables.js";
import { keyColumn, rowsOfMatch } from "./rows-of-match.js";
import type { TargetTypes } from "./target-types.js";

const undefinedColumn = "42703";

/** Rows that share what a unique rule of the target lets only one have, expressions included. */
export async function findDuplicates(
  reader: Queryable,
  match: Match,
  types: TargetTypes,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const index of match.target.indexes.filter((one) => one.unique && !isHeld(one, match)))
    findings.push(...(await duplicatesOf(reader, match, index, types)));
  return findings;
}

/** Whether the table has the rule already; nothing can be written past a valid unique index. */
function isHeld(rule: Index, { source, columns }: Match): boolean {
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
  match: Match,
  rule: Index,
  types: TargetTypes,
): Promise<Finding[]> {
  const table = plainName(match.source);
  const answer = await ask<{ count: number; samples: string[] }>(
    reader,
    question(rule, rowsOfMatch(match, types)),
  );
  // A missing column is a finding of its own.
  if (answer.refused === undefinedColumn) return [];
  if (answer.refused !== undefined)
    return [
      {
        kind: "not checked",
        table,
        columns: [],
        check: { code: "duplicates", keys: rule.keys, sqlState: answer.refused },
        count: 0,
        samples: [],
      },
    ];
  const { count = 0, samples = [] } = answer.rows?.[0] ?? {};
  if (count === 0) return [];
  const { name, keys, columns: ruleColumns } = rule;
  return [{ kind: "duplicate", table, rule: name, keys, ruleColumns, count, samples }];
}

function question({ keys, predicate, nullsNotDistinct }: Index, from: string): string {
  const distinct = nullsNotDistinct ? [] : keys.map((key) => `(${key}) IS NOT NULL`);
  const where = [...distinct, ...(predicate ? [`(${predicate})`] : [])].join(" AND ") || "true";
  // Two rows of each group, so that they can be compared.
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
