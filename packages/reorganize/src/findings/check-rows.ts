import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import type { RowCount } from "./count-rows.js";
import type { Conflict } from "./finding.js";
import type { Place } from "./match-tables.js";
import { type RowCheck, rowChecks } from "./row-checks.js";
import { keyColumn, rowsOfPlace } from "./rows-of-place.js";
import type { TargetTypes } from "./target-types.js";

/** What one scan of a place told. */
export interface CheckedRows {
  readonly count: RowCount;
  readonly conflicts: readonly Conflict[];
}

/** Counts the rows of a place and those that the target does not take, in one scan; then takes samples. */
export async function checkRows(
  reader: Queryable,
  place: Place,
  types: TargetTypes,
): Promise<CheckedRows> {
  const checks = rowChecks(place, types);
  const counts = await countRows(reader, place, types, checks);
  if (!counts) return checkEach(reader, place, types, checks);
  const [rows = 0, ...found] = counts;
  const conflicts: Conflict[] = [];
  for (const [index, check] of checks.entries())
    conflicts.push(...(await conflictOf(reader, place, types, check, found[index] ?? 0)));
  return { count: { rows, exact: true }, conflicts };
}

/** One scan per check, when the server refused one of them and it is not known which. */
async function checkEach(
  reader: Queryable,
  place: Place,
  types: TargetTypes,
  checks: readonly RowCheck[],
): Promise<CheckedRows> {
  const conflicts: Conflict[] = [];
  for (const check of checks) {
    const counts = await countRows(reader, place, types, [check]);
    conflicts.push(
      ...(counts
        ? await conflictOf(reader, place, types, check, counts[1] ?? 0)
        : [notChecked(check)]),
    );
  }
  const [rows] = (await countRows(reader, place, types, [])) ?? [];
  const estimate = { rows: place.source.rows, exact: false };
  return { count: rows === undefined ? estimate : { rows, exact: true }, conflicts };
}

function notChecked({ kind, on }: RowCheck): Conflict {
  return {
    kind: "not checked",
    on,
    what: `The server refused the question (${kind}).`,
    count: 0,
    samples: [],
  };
}

async function countRows(
  reader: Queryable,
  place: Place,
  types: TargetTypes,
  checks: readonly RowCheck[],
): Promise<number[] | undefined> {
  const counts = checks.map((_, index) => `count(*) FILTER (WHERE ${conditionAt(checks, index)})`);
  const { rows } = await ask<{ counts: number[] }>(
    reader,
    `SELECT ARRAY[count(*)${counts.map((count) => `, ${count}`).join("")}]::float8[] AS counts
       FROM ${relation(place, types, checks)}`,
  );
  return rows?.[0]?.counts;
}

async function conflictOf(
  reader: Queryable,
  place: Place,
  types: TargetTypes,
  check: RowCheck,
  count: number,
): Promise<Conflict[]> {
  if (count === 0 && !check.always) return [];
  const { kind, on, what } = check;
  const samples =
    count === 0
      ? []
      : await sampleKeys(reader, relation(place, types, [check]), conditionAt([check], 0));
  return [{ kind, on, what: what(count), count, samples }];
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

function relation(place: Place, types: TargetTypes, checks: readonly RowCheck[]): string {
  const conditions = checks.flatMap(({ over, condition }, index) =>
    over === "source" ? [`${condition} AS ${rawName(index)}`] : [],
  );
  return rowsOfPlace(place, types, conditions);
}

function conditionAt(checks: readonly RowCheck[], index: number): string {
  const check = checks[index] as RowCheck;
  return check.over === "source" ? rawName(index) : check.condition;
}

function rawName(index: number): string {
  return `_reorganize_${index}`;
}
