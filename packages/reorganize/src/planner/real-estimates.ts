import { plainName, type TableName } from "../catalog/table-name.js";
import type { Source } from "../plan/plan.js";
import type { DeclaredFor } from "../plan/shape-changes.js";
import type { Step } from "../plan/step.js";
import type { PlannedSteps } from "./plan-steps.js";

/** How many rows each table holds, by `schema.table`. */
export type Rows = ReadonlyMap<string, number>;

/** How many rows each of the tables holds. */
export function rowsOf(tables: Iterable<TableName & { readonly rows: number }>): Rows {
  return new Map([...tables].map((table) => [plainName(table), table.rows]));
}

/**
 * Rows and seconds as they are for the whole database: the steps were made on a copy that holds only
 * some rows of each table.
 *
 * @param real rows of the database's tables
 * @param copied rows that the copy has of them
 * @param projected which tables are filled from which others
 */
export function realEstimates(
  { steps, sources }: Pick<PlannedSteps, "steps" | "sources">,
  real: Rows,
  copied: Rows,
  projected: readonly DeclaredFor[] = [],
): Pick<PlannedSteps, "steps" | "sources"> {
  const origins = [...sources, ...projected.map(({ from: [from = ""], to }) => ({ from, to }))];
  return {
    steps: steps.map((step) => realStep(step, origins, real, copied)),
    sources: sources.map((source) => ({ ...source, rows: real.get(source.from) ?? source.rows })),
  };
}

type Origin = Pick<Source, "from" | "to">;

function realStep(step: Step, origins: readonly Origin[], real: Rows, copied: Rows): Step {
  if (step.rows === 0 || step.table === undefined) return step;
  const tables = new Set([
    step.table,
    ...origins.filter(({ to }) => to === step.table).map(({ from }) => from),
  ]);
  const [all, some] = [sum(tables, real), sum(tables, copied)];
  if (some === 0) return step;
  const factor = Math.max(all / some, 1);
  return { ...step, rows: Math.round(step.rows * factor), seconds: step.seconds * factor };
}

function sum(tables: Iterable<string>, rows: Rows): number {
  return [...tables].reduce((total, name) => total + (rows.get(name) ?? 0), 0);
}
