import type { Plan, Source } from "../../src/plan/plan.js";
import type { Run, Step } from "../../src/plan/step.js";

/** A plan of these sources and steps, with nothing else in it. */
export function smallPlan(sources: readonly Partial<Source>[], steps: readonly Step[]): Plan {
  return {
    format: 1,
    database: "test",
    source: "",
    target: "",
    steps,
    sources: sources.map((source) => ({
      from: "public.orders",
      columns: {},
      merged: false,
      rows: 0,
      ...source,
    })),
    decisions: [],
    unmanaged: [],
    losses: [],
    warnings: [],
  };
}

/** A step of plain statements. */
export function step(
  action: string,
  table: string,
  sql: string[],
  terms: { silent?: true } = {},
): Step {
  const forward: Run = { how: "transaction", sql, ...terms };
  return {
    id: { kind: "relocate", action },
    table,
    forward,
    inverse: [],
    lock: "none",
    hazards: [],
    rows: 0,
    seconds: 0,
  };
}

/** A step that gives a column of `shop.order_items` another type, by plain statements. */
export function conversion(column: string, sql: string[]): Step {
  const table = "shop.order_items";
  const id = { kind: "convert", action: "convert", on: `${table}.${column}` };
  return { ...step("convert", table, sql), id };
}
