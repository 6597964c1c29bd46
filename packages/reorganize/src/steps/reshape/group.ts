import type { Action } from "@supabase/pg-delta/plan";
import { type StableId, subjectOf, tableOf } from "../../catalog/delta/object-id.js";
import { columnsDropped, type Difference, sidesOf } from "./difference.js";
import { exchangedIndexes, isKey, replacedIndexes } from "./keys.js";

/** The order in which the groups of actions run; each group is one transaction per table. */
export const groups = [
  "loosen",
  "make",
  "create",
  "reshape",
  "key",
  "refer",
  "index",
  "drop index",
  "react",
] as const;
export type Group = (typeof groups)[number];

/** The group that an action runs in. */
export function groupOf(
  action: Action,
  difference: Difference,
  indexes: ReadonlyMap<string, string>,
): Group {
  const id = subjectOf(action);
  if (!id) return "make";
  const table = tableOf(id, indexes);
  if (table === undefined) return "make";
  const object = id.kind === "comment" ? id.target : id;
  if (object.kind === "trigger") return action.verb === "drop" ? "loosen" : "react";
  const isNew = !difference.from.tables.has(table);
  if (object.kind === "constraint" && isForeignKey(table, object.name, difference))
    return action.verb === "drop" ? "loosen" : "refer";
  if (isNew) return "create";
  if (isOfKey(object, table, difference)) return "key";
  // An index goes with its column, and has to be back before its column's values are.
  if (object.kind === "index" && action.verb === "drop") {
    if (columnsDropped(difference, table).length > 0) return "loosen";
    return isReplaced(object, table, difference) ? "index" : "drop index";
  }
  if (object.kind === "index") return "index";
  return "reshape";
}

/** Whether it is a key that comes or goes, or an index that it changes places with. */
function isOfKey(object: StableId, table: string, difference: Difference): boolean {
  const sides = sidesOf(table, "there", difference);
  if (!sides) return false;
  if (object.kind === "index") return exchangedIndexes(sides).includes(object.name);
  if (object.kind !== "constraint") return false;
  // A key goes with its column.
  const dropped = columnsDropped(difference, table);
  return [sides.here, sides.goal].some((side) =>
    side.constraints.some(
      (one) =>
        one.name === object.name &&
        isKey(one) &&
        !one.columns.some((column) => dropped.includes(column)),
    ),
  );
}

function isReplaced(object: StableId, table: string, difference: Difference): boolean {
  const sides = sidesOf(table, "there", difference);
  return (
    object.kind === "index" &&
    sides !== undefined &&
    replacedIndexes(sides).some(({ name }) => name === object.name)
  );
}

function isForeignKey(table: string, name: string, { from, to }: Difference): boolean {
  return [from, to].some((catalog) =>
    catalog.tables
      .get(table)
      ?.constraints.some((one) => one.name === name && one.kind === "foreign key"),
  );
}
