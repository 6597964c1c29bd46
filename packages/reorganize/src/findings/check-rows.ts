import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import type { RowCount } from "./count-rows.js";
import type { Finding } from "./finding.js";
import type { Match } from "./match-tables.js";
import { type RowCheck, rowChecks } from "./row-checks.js";
import { keyColumn, rowsOfMatch } from "./rows-of-match.js";
import type { TargetTypes } from "./target-types.js";

/** What one scan of a table showed. */
export interface CheckedRows {
  readonly count: RowCount;
  readonly findings: readonly Finding[];
}

/** Counts the rows of a table and those that the target does not take, in one scan; then takes samples. */
export async function checkRows(
  reader: Queryable,
  match: Match,
  types: TargetTypes,
): Promise<CheckedRows> {
  const checks = rowChecks(match, types);
  const counts = await countRows(reader, match, types, checks);
  if (!counts) return checkEach(reader, match, types, checks);
  const [rows = 0, ...found] = counts;
  const findings: Finding[] = [];
  for (const [index, check] of checks.entries())
    findings.push(...(await findingsOf(reader, match, types, check, found[index] ?? 0)));
  return { count: { rows, exact: true }, findings };
}

/** One scan per check, when the server refused one of them and it is not known which. */
async function checkEach(
  reader: Queryable,
  match: Match,
  types: TargetTypes,
  checks: readonly RowCheck[],
): Promise<CheckedRows> {
  const findings: Finding[] = [];
  for (const check of checks) {
    const counts = await countRows(reader, match, types, [check]);
    findings.push(
      ...(counts
        ? await findingsOf(reader, match, types, check, counts[1] ?? 0)
        : [notChecked(check)]),
    );
  }
  const [rows] = (await countRows(reader, match, types, [])) ?? [];
  const estimate = { rows: match.source.rows, exact: false };
  return { count: rows === undefined ? estimate : { rows, exact: true }, findings };
}

function notChecked({ kind, table, columns }: RowCheck): Finding {
  return {
    kind: "not checked",
    table,
    columns,
    check: { code: "rows", kind },
    count: 0,
    samples: [],
  };
}

async function countRows(
  reader: Queryable,
  match: Match,
  types: TargetTypes,
  checks: readonly RowCheck[],
): Promise<number[] | undefined> {
  const counts = checks.map((_, index) => `count(*) FILTER (WHERE ${conditionAt(checks, index)})`);
  const { rows } = await ask<{ counts: number[] }>(
    reader,
    `SELECT ARRAY[count(*)${counts.map((count) => `, ${count}`).join("")}]::float8[] AS counts
       FROM ${relation(match, types, checks)}`,
  );
  return rows?.[0]?.counts;
}

async function findingsOf(
  reader: Queryable,
  match: Match,
  types: TargetTypes,
  check: RowCheck,
  count: number,
): Promise<Finding[]> {
  if (count === 0 && !check.always) return [];
  const samples =
    count === 0
      ? []
      : await sampleKeys(reader, relation(match, types, [check]), conditionAt([check], 0));
  return [check.found(count, samples)];
}

/** Up to five keys of the rows that meet a condition, in their order. */
export async function sampleKeys(
  reader: Queryable,
  from: string,
  condition: string,
): Promise<string[]> {
  const { rows } = await ask<{ key: string }>(
    reader,
    `SELECT ${keyColumn} AS key FROM ${from} WHERE (${condition}) AND ${keyColumn} IS NOT NULL ORDER BY 1 LIMIT 5`,
  );
  return (rows ?? []).map(({ key }) => key);
}

function relation(match: Match, types: TargetTypes, checks: readonly RowCheck[]): string {
  const conditions = checks.flatMap(({ over, condition }, index) =>
    over === "source" ? [`${condition} AS ${rawName(index)}`] : [],
  );
  return rowsOfMatch(match, types, conditions);
}

function conditionAt(checks: readonly RowCheck[], index: number): string {
  const check = checks[index] as RowCheck;
  return check.over === "source" ? rawName(index) : check.condition;
}

function rawName(index: number): string {
  return `_reorganize_${index}`;
}
