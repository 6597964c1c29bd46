import type { Action } from "../../catalog/delta/action.js";
import { type StableId, subjectOf, tableOf } from "../../catalog/delta/object-id.js";
import { columnsDropped, type Difference, sidesOf } from "./difference.js";
import { exchangedIndexes, isKey, replacedIndexes } from "./keys.js";

/** The order in which actions run. */
export const phases = [
  "drop dependents",
  "create objects",
  "create table",
  "alter columns",
  "keys",
  "foreign keys",
  "indexes",
  "drop indexes",
  "triggers",
] as const;
export type Phase = (typeof phases)[number];

/** The phase that an action runs in. */
export function phaseOf(
  action: Action,
  difference: Difference,
  indexes: ReadonlyMap<string, string>,
): Phase {
  const id = subjectOf(action);
  if (!id) return "create objects";
  const table = tableOf(id, indexes);
  if (table === undefined) return "create objects";
  const object = id.kind === "comment" ? id.target : id;
  if (object.kind === "trigger") return action.verb === "drop" ? "drop dependents" : "triggers";
  const isNew = !difference.from.tables.has(table);
  if (object.kind === "constraint" && isForeignKey(table, object.name, difference))
    return action.verb === "drop" ? "drop dependents" : "foreign keys";
  if (isNew) return "create table";
  if (isOfKey(object, table, difference)) return "keys";
  // An index goes with its column, and has to be back before its column's values are.
  if (object.kind === "index" && action.verb === "drop") {
    if (columnsDropped(difference, table).length > 0) return "drop dependents";
    return isReplaced(object, table, difference) ? "indexes" : "drop indexes";
  }
  if (object.kind === "index") return "indexes";
  return "alter columns";
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
