import type { ColumnChanges } from "../../catalog/delta/column-changes.js";
import type { Run, Transaction } from "../../plan/step.js";
import { dropView, makeView } from "../shared/compatibility-view.js";
import { withoutDependents } from "./dependents.js";
import { type Difference, goalOf, type Way } from "./difference.js";

/**
 * What reads columns stands in the way of their types: compatibility views, and unmanaged views and
 * triggers, are dropped and made again in the transaction that changes the columns.
 */
export function aroundColumnChanges(
  table: string,
  way: Way,
  run: Run,
  changes: ColumnChanges,
  difference: Difference,
): Run {
  if (run.how !== "transaction") return run;
  const { added, dropped, retyped } = changes;
  const obstructs = dropped.length + retyped.length > 0;
  const inner = obstructs || added.length > 0 ? withoutViews(table, way, run, difference) : run;
  return obstructs ? withoutDependents(inner, difference.dependents.get(table) ?? []) : inner;
}

function withoutViews(
  table: string,
  way: Way,
  run: Transaction,
  difference: Difference,
): Transaction {
  const views = difference.views.get(table) ?? [];
  const goal = goalOf(table, way, difference);
  if (views.length === 0 || !goal) return run;
  const present = new Set(goal.columns.map(({ name }) => name));
  return {
    ...run,
    sql: [...views.map(dropView), ...run.sql, ...views.flatMap((view) => makeView(view, present))],
  };
}
