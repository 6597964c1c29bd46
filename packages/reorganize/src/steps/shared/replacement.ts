import { sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { parkedName } from "../../ledger/parked.js";
import type { Hazard } from "../../plan/step.js";
import { copyRights, dropView, makeView } from "./compatibility-view.js";
import { keepsView, type Move } from "./move.js";
import { moveBackSql, moveSql } from "./move-sql.js";
import { moveHazards } from "./move-table.js";
import { type NameHazard, viewHazards } from "./name-hazards.js";

/** What stands at the name of a table that is parked. */
export interface Replacement {
  /** SQL right after the name has become free. */
  readonly forward: readonly string[];
  /** SQL that frees it again. */
  readonly inverse: readonly string[];
  /** What finalize drops of it. */
  readonly finish: readonly string[];
  readonly hazards: readonly Hazard[];
}

/** A view of the other table at the table's name, with those of its columns that the other has. */
export function viewOf(
  table: Table,
  to: Table,
  rename: ReadonlyMap<string, string>,
  partialReaders: readonly string[] = [],
): Replacement {
  const view = { table, to, rename };
  const present = new Set(to.columns.map(({ name }) => name));
  const shown = table.columns
    .map(({ name }) => name)
    .filter((name) => present.has(rename.get(name) ?? name))
    .map((name) => ({ old: name, now: name }));
  return {
    forward: [...makeView(view, present), copyRights(parkedName(table), sqlName(table), shown)],
    inverse: [dropView(view)],
    finish: [dropView(view)],
    hazards: [...viewHazards(plainName(table), partialReaders), ...differences(table, to, rename)],
  };
}

/** Nothing at the table's name, because a third table gets it. */
export function nothing(table: Table, to: Table): Replacement {
  return {
    forward: [],
    inverse: [],
    finish: [],
    hazards: [{ code: "name taken", table: plainName(table), becomes: plainName(to) }],
  };
}

/** The other table itself at the table's name; a view stays where that one was. */
export function moveOf(move: Move): Replacement {
  const hasView = keepsView(move);
  return {
    forward: moveSql(move, hasView),
    inverse: moveBackSql(move, hasView),
    finish: hasView ? [dropView(move)] : [],
    hazards: moveHazards(move),
  };
}

/** What differs between the table and the one that the view shows. */
function differences(table: Table, to: Table, rename: ReadonlyMap<string, string>): NameHazard[] {
  const shown = table.columns.map(({ name }) => rename.get(name) ?? name);
  const lacking = shown.filter((name) => !to.columns.some((one) => one.name === name));
  const needed = to.columns
    .filter((one) => one.notNull && one.default === null && !one.identity)
    .map(({ name }) => name)
    .filter((name) => !shown.includes(name));
  const names = { table: plainName(table), successor: plainName(to) };
  const about = (
    code: "view lacks" | "view refuses insert",
    columns: readonly string[],
  ): NameHazard[] =>
    columns.length === 0 ? [] : [{ code, table: names.table, columns, successor: names.successor }];
  return [...about("view lacks", lacking), ...about("view refuses insert", needed)];
}
