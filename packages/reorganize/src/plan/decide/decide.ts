import type { Catalogue } from "../../inventory/catalogue.js";
import { plainName } from "../../inventory/catalogue.js";
import type { Conflict, ConflictKind } from "../../inventory/conflict/conflict.js";
import type { Inventory } from "../../inventory/inventory.js";
import type { Mapping } from "../../mapping/mapping.js";
import type { Target } from "../../target/with-target.js";
import { assignSources } from "../assign-sources.js";
import type { Decision, Untouched } from "../plan.js";
import { columnName, columnType, extraColumn, missingColumn, rules } from "./columns.js";
import { danglingTrigger, dependent } from "./dependents.js";
import type { OpenDecision } from "./open-decision.js";
import { cast, check, circle, duplicate, nullRows, orphan, tooLong } from "./rows.js";
import type { Grounds, Ruling } from "./ruling.js";
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
  readonly [Kind in ConflictKind]: (conflict: Conflict, grounds: Grounds) => Ruling;
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
  source: Catalogue,
  target: Target,
  mapping: Mapping,
): Decided {
  const grounds: Grounds = {
    mapping,
    source,
    target: target.catalogue,
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

function assignedBySource(source: Catalogue, target: Target, mapping: Mapping) {
  const all = assignSources(source, target.catalogue, target.owners.keys(), mapping);
  return new Map([...all.values()].flat().map((one) => [plainName(one.table), one]));
}

/** Rows that the mapping takes out although they break no rule, where a table is not the target's yet. */
function setAside(conflicts: readonly Conflict[], { mapping, assigned }: Grounds): Decision[] {
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
