import type { Run, Transaction } from "../../plan/step.js";
import { dropView, makeView } from "../shared/compatibility-view.js";
import type { Difference, Way } from "./difference.js";

const changesColumns = / (ADD COLUMN|DROP COLUMN|ALTER COLUMN \S+ TYPE) /;

/** Views stand in the way of their columns' types: they leave and come back in the same transaction. */
export function aroundView(
  table: string,
  way: Way,
  run: Run,
  { views, from, to }: Difference,
): Run {
  const here = views.get(table) ?? [];
  const goal = (way === "there" ? to : from).tables.get(table);
  if (here.length === 0 || !goal || !isChangeOfColumns(run)) return run;
  const present = new Set(goal.columns.map(({ name }) => name));
  return {
    ...run,
    sql: [...here.map(dropView), ...run.sql, ...here.flatMap((view) => makeView(view, present))],
  };
}

function isChangeOfColumns(run: Run): run is Transaction {
  return run.how === "transaction" && run.sql.some((sql) => changesColumns.test(sql));
}
