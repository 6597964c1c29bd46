import type { Catalog } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Target } from "../../catalog/with-target.js";
import type { Mapping } from "../../plan/mapping.js";
import type { OpenDecision } from "../../plan/open-decision.js";
import type { Decision, Untouched } from "../../plan/plan.js";
import { assignSources } from "../assign-sources.js";
import type { Conflict, ConflictKind } from "../finding.js";
import type { Inventory } from "../inventory.js";
import { columnName, columnType, extraColumn, missingColumn, rules } from "./columns.js";
import { danglingTrigger, dependent } from "./dependents.js";
import { cast, check, circle, duplicate, nullRows, orphan, tooLong } from "./rows.js";
import type { Context, Ruling } from "./ruling.js";
import {
  history,
  missingTable,
  otherPlace,
  otherShape,
  placeholder,
  placesOf,
  sameKey,
  severalPlaces,
  unowned,
} from "./tables.js";

const rulings: {
  readonly [Kind in ConflictKind]: (conflict: Conflict, grounds: Context) => Ruling;
} = {
  "several places": severalPlaces,
  "same key": sameKey,
  "other place": otherPlace,
  "other shape": otherShape,
  "missing table": missingTable,
  unowned,
  placeholder,
  history,
  "failed migration": history,
  "missing column": missingColumn,
  "extra column": extraColumn,
  "column name": columnName,
  type: columnType,
  rules,
  "null rows": nullRows,
  check,
  "too long": tooLong,
  cast,
  orphan,
  duplicate,
  "self reference": circle,
  cycle: circle,
  "dangling trigger": danglingTrigger,
  "dependent view": dependent("view"),
  "dependent routine": dependent("function"),
  "dependent publication": dependent("publication"),
  "dependent key": dependent("foreign keys of table"),
  // It is told as a warning.
  "not checked": () => undefined,
};

/** What the mapping makes of every conflict. */
export interface Decided {
  readonly decisions: readonly Decision[];
  readonly untouched: readonly Untouched[];
  /** What somebody has to decide before there can be a plan. */
  readonly open: readonly OpenDecision[];
}

/** Says for every conflict of the inventory which rule decides it and to what effect, or asks. */
export function decide(
  { conflicts, tables }: Inventory,
  source: Catalog,
  target: Target,
  mapping: Mapping,
): Decided {
  const grounds: Context = {
    mapping,
    source,
    target: target.catalog,
    assigned: assignedBySource(source, target, mapping),
    places: placesOf(tables),
  };
  const ruled = conflicts.map((conflict) => rulings[conflict.kind](conflict, grounds));
  return {
    decisions: unique([
      ...ruled.flatMap((one) => one?.decision ?? []),
      ...setAside(conflicts, grounds),
    ]),
    untouched: unique(ruled.flatMap((one) => one?.untouched ?? [])),
    open: unique(ruled.flatMap((one) => one?.open ?? [])),
  };
}

function assignedBySource(source: Catalog, target: Target, mapping: Mapping) {
  const all = assignSources(source, target.catalog, target.owners.keys(), mapping);
  return new Map([...all.values()].flat().map((one) => [plainName(one.table), one]));
}

/** Rows that the mapping takes out although they break no rule, where a table is not the target's yet. */
function setAside(conflicts: readonly Conflict[], { mapping, assigned }: Context): Decision[] {
  const changed = [...assigned].filter(([name]) => conflicts.some(({ on }) => isOf(on, name)));
  const filled = new Set(changed.map(([, { to }]) => to));
  return mapping.setAside
    .filter(({ table }) => filled.has(table))
    .map(({ table, reason }) => ({
      on: table,
      rule: `setAside.${table}`,
      effect: `rows are set aside: ${reason}`,
    }));
}

function isOf(on: string, table: string): boolean {
  return on === table || on.startsWith(`${table}.`);
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
