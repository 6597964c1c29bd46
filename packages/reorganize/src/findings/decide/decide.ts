import type { Catalog } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Target } from "../../catalog/with-target.js";
import type { Decision } from "../../plan/decision.js";
import type { Mapping } from "../../plan/mapping.js";
import type { UnmanagedObject } from "../../plan/unmanaged-object.js";
import { assignSources } from "../assign-sources.js";
import type { Finding, FindingKind, FindingOf } from "../finding.js";
import type { Inventory, InventoryTable } from "../inventory.js";
import type { OpenDecision } from "../open-decision.js";
import { apartOf, nothingProjected, type Projected } from "../projected/read-projected.js";
import { columnName, columnType, extraColumn, missingColumn, rules } from "./columns.js";
import { danglingTrigger, dependent } from "./dependents.js";
import { cast, check, cycle, duplicate, nullRows, orphan, tooLong } from "./rows.js";
import type { Context, Ruling } from "./ruling.js";
import {
  history,
  known,
  missingTable,
  otherLocation,
  otherShape,
  partitioning,
  placeholder,
  projectedTable,
  sameKey,
  twins,
  unmanagedTable,
} from "./tables.js";

const rulings: {
  readonly [Kind in FindingKind]: (finding: FindingOf<Kind>, context: Context) => Ruling;
} = {
  twins,
  "same key": sameKey,
  "other location": otherLocation,
  "other shape": otherShape,
  partitioning,
  "missing table": missingTable,
  "projected table": projectedTable,
  "unmanaged table": unmanagedTable,
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
  "self reference": cycle,
  cycle,
  "dangling trigger": danglingTrigger,
  "dependent view": dependent,
  "dependent routine": dependent,
  "dependent publication": dependent,
  "dependent key": dependent,
  // It becomes a warning.
  "not checked": () => undefined,
};

function rulingOn<Kind extends FindingKind>(finding: FindingOf<Kind>, context: Context): Ruling {
  const stays = "table" in finding && isMatchedOnly(finding.table, context);
  const left = stays ? known(finding.table, context) : undefined;
  return left ?? rulings[finding.kind](finding, context);
}

/** Whether the table is like one of the target, and no rule says that it is that. */
function isMatchedOnly(table: string, { matched, assigned }: Context): boolean {
  return matched.has(table) && !assigned.has(table);
}

/** What the mapping makes of every finding. */
export interface Decided {
  readonly decisions: readonly Decision[];
  readonly unmanaged: readonly UnmanagedObject[];
  /** What is to be decided before there can be a plan. */
  readonly open: readonly OpenDecision[];
}

/** Says for every finding of the inventory which rule decides it and to what effect, or asks. */
export function decide(
  { findings, tables }: Pick<Inventory, "findings" | "tables">,
  source: Catalog,
  target: Target,
  mapping: Mapping,
  projected: Projected = nothingProjected,
): Decided {
  const context: Context = {
    mapping,
    projected,
    source,
    target: target.catalog,
    assigned: assignedBySource(source, target, mapping, apartOf(projected)),
    matched: matchedOf(tables),
  };
  const ruled = findings.map((finding) => rulingOn(finding, context));
  return {
    decisions: unique([
      ...ruled.flatMap((one) => one?.decision ?? []),
      ...listedRows(findings, context),
    ]),
    unmanaged: unique(ruled.flatMap((one) => one?.unmanaged ?? [])),
    open: unique(ruled.flatMap((one) => one?.open ?? [])),
  };
}

function assignedBySource(
  source: Catalog,
  target: Target,
  mapping: Mapping,
  apart: ReadonlySet<string>,
) {
  const all = assignSources(source, target.catalog, target.owners.keys(), mapping, apart);
  return new Map([...all.values()].flat().map((one) => [plainName(one.table), one]));
}

function matchedOf(tables: readonly InventoryTable[]): Map<string, string> {
  return new Map(
    tables.flatMap((table) => (table.target ? [[plainName(table), table.target] as const] : [])),
  );
}

/** Rows that the mapping takes out although they break no rule, where a table is not the target's yet. */
function listedRows(findings: readonly Finding[], { mapping, assigned }: Context): Decision[] {
  const found = new Set(findings.map((one) => ("table" in one ? one.table : one.object.name)));
  const changed = [...assigned].filter(([name]) => found.has(name));
  const filled = new Set(changed.map(([, { to }]) => to));
  return mapping.setAside
    .filter(({ table }) => filled.has(table))
    .map(({ table, reason }) => ({
      on: { table },
      rule: `setAside.${table}`,
      effect: { code: "quarantine listed rows", reason },
    }));
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
