import { quoteIdentifier } from "@deepiri/database";
import { type Index, primaryKey, type Table } from "../../catalog/catalog.js";
import { literal } from "../../session/literal.js";
import { onKey } from "../shared/walk.js";
import { duplicateRows } from "./duplicate-rows.js";
import { duplicateReason } from "./quarantine-duplicates.js";
import { repairedColumns } from "./repaired-rows.js";
import { twinColumn } from "./rows-before.js";
import type { Unlawful } from "./rules.js";
import { repairedDuplicateReason, repairedDuplicateRows } from "./standing-rules.js";
import type { TableRepairs } from "./table-repairs.js";

/** Parts of a WITH that say which rows of one table are quarantined and which are left. */
export interface Losses {
  readonly parts: readonly string[];
  /** Names of those that hold the rows quarantined, each with its `reason`. */
  readonly lost: readonly string[];
}

/** The name in a WITH of the rows of the table at that place, before any was quarantined. */
export function rowsAt(place: number): string {
  return `"rows ${place}"`;
}

/** The name in a WITH of the rows that are left of the table at that place. */
export function leftAt(place: number): string {
  return `"left ${place}"`;
}

/**
 * Goes through the repairs of a table in their order; without any all rows are left.
 *
 * @param whole whether it is known that they lose none
 */
export function lossesOf(
  place: number,
  merged: boolean,
  repairs: TableRepairs | undefined,
  whole: boolean,
): Losses {
  const [parts, lost]: [string[], string[]] = [[], []];
  let left = rowsAt(place);
  const becomes = (name: string, sql: string): void => {
    parts.push(`${name} AS NOT MATERIALIZED (${sql})`);
    left = name;
  };
  const lose = (table: Table, query: Query): void => {
    if (whole) return;
    const name = `"lost ${place} ${lost.length}"`;
    parts.push(`${name} AS MATERIALIZED (${query(left)})`);
    becomes(`"left ${place} ${lost.length}"`, without(table, left, name));
    lost.push(name);
  };
  if (!repairs) {
    becomes(leftAt(place), `SELECT * FROM ${left} AS r`);
    return { parts, lost };
  }
  const { table } = repairs;
  for (const query of merged ? lostByMerging(table) : []) lose(table, query);
  for (const query of lostBefore(repairs)) lose(table, query);
  becomes(`"repaired ${place}"`, `SELECT ${repairedRow(repairs)} FROM ${left} AS r`);
  for (const query of lostAfter(repairs)) lose(table, query);
  becomes(leftAt(place), `SELECT * FROM ${left} AS r`);
  return { parts, lost };
}

function repairedRow({ table, repairs }: TableRepairs): string {
  const columns = table.columns.map(({ name }) => name);
  return repairedColumns(columns, repairs).join(", ");
}

/** SQL of the keys and reasons of rows that are quarantined, of the rows there are by then. */
type Query = (rows: string) => string;

/** Of rows in several tables that are the same under a unique rule, a merge leaves one. */
function lostByMerging(table: Table): Query[] {
  const rank = `r.${twinColumn}`;
  return mergedRules(table).map(
    (rule) => (rows) =>
      withReason(table, duplicateRows(table, rule, { rows, rank }), mergedReason(rule)),
  );
}

/** Rows that the table refuses the repair of. */
function lostBefore({ table, repairs, refused, touched }: TableRepairs): Query[] {
  return [
    ...unlawfulOf(table, refused),
    ...touched.map(
      (rule): Query =>
        (rows) =>
          withReason(
            table,
            repairedDuplicateRows(table, repairs, rule, rows),
            repairedDuplicateReason(rule),
          ),
    ),
  ];
}

function lostAfter({ table, unique, unlawful }: TableRepairs): Query[] {
  return [
    ...unique.map((rule) => duplicatesOf(table, rule, duplicateReason(rule))),
    ...unlawfulOf(table, unlawful),
  ];
}

/** Unique rules that a merge leaves one row for. */
export function mergedRules({ indexes }: Table): Index[] {
  return indexes.filter(({ unique }) => unique);
}

/** Why of rows in several tables only one is left under a rule that they have. */
export function mergedReason({ keys }: Index): string {
  return `another of its tables has the same ${keys.join(", ")}`;
}

function duplicatesOf(table: Table, rule: Index, reason: string): Query {
  return (rows) => withReason(table, duplicateRows(table, rule, { rows }), reason);
}

function unlawfulOf(table: Table, rules: readonly Unlawful[]): Query[] {
  if (rules.length === 0) return [];
  const any = rules.map(({ where }) => `(${where})`).join(" OR ");
  const cases = rules.map(({ where, reason }) => `WHEN ${where} THEN ${literal(reason)}`).join(" ");
  const key = primaryKey(table).map((name, index) => `r.${quoteIdentifier(name)} AS k${index + 1}`);
  return [
    (rows) =>
      `SELECT ${key.join(", ")}, CASE ${cases} END AS reason FROM ${rows} AS r WHERE ${any}`,
  ];
}

function withReason(table: Table, keys: string, reason: string): string {
  const names = primaryKey(table).map((_, index) => `k${index + 1}`);
  return `SELECT ${names.join(", ")}, ${literal(reason)} AS reason FROM (${keys}) AS lost`;
}

function without(table: Table, rows: string, lost: string): string {
  return `SELECT r.* FROM ${rows} AS r WHERE NOT EXISTS (SELECT FROM ${lost} AS lost WHERE ${onKey(table, "lost")})`;
}
