import { type Constraint, type Index, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Step, StepId } from "../../plan/step.js";
import { stepBase } from "../shared/walk.js";
import { type Compared, duplicateRows } from "./duplicate-rows.js";
import { hazardsOf } from "./hazards.js";
import { restoreRows } from "./inverse.js";
import { quarantineDoomed } from "./quarantine-duplicates.js";
import { quarantineStep } from "./quarantine-rows.js";
import type { ColumnRepair } from "./repair-column.js";
import { isChanged, repairedColumns } from "./repaired-rows.js";
import type { Unlawful } from "./rules.js";

/**
 * The steps that quarantine rows whose repair would break a rule that the table has already, so that the
 * server would refuse the repair: a CHECK or a unique rule about a column that is repaired.
 *
 * @param part which of several repairs of the table they come before
 */
export function standingRuleSteps(
  table: Table,
  repairs: readonly ColumnRepair[],
  part: Pick<StepId, "part"> = {},
): Step[] {
  const [checks, rules] = [refusedRepairs(table, repairs), touchedRules(table, repairs)];
  return [
    ...(checks.length > 0
      ? [quarantineStep(table, checks, { ...stepIdBefore(table), ...part })]
      : []),
    ...(rules.length > 0 ? [duplicatesStep(table, repairs, rules, part)] : []),
  ];
}

/** The id of the step that comes before a repair and quarantines what a CHECK would refuse. */
export function stepIdBefore(table: Table): StepId {
  return { kind: "repair", action: "quarantine before repair", on: plainName(table) };
}

/** Rows whose repaired values a CHECK of the table refuses. */
export function refusedRepairs(table: Table, repairs: readonly ColumnRepair[]): Unlawful[] {
  const isRefusing = ({ kind, columns, validated }: Constraint): boolean =>
    // One that is not validated looks at the whole row too, whatever of it changes.
    kind === "check" && repairs.length > 0 && (!validated || isTouched(columns, repairs));
  return table.constraints.filter(isRefusing).map(({ name, columns, expression }) => ({
    where: `${isChanged(repairs)} AND EXISTS (
      SELECT FROM (SELECT ${repairedColumns(columns, repairs).join(", ")}) AS repaired WHERE (${expression}) IS FALSE)`,
    reason: `breaks ${name} once it is repaired`,
  }));
}

/** The unique rules of the table whose columns are repaired. */
export function touchedRules(table: Table, repairs: readonly ColumnRepair[]): Index[] {
  return table.indexes.filter(({ unique, columns }) => unique && isTouched(columns, repairs));
}

/**
 * The rows as they are, and those that are repaired once more as they will be: a row that is repaired
 * gives way to one that has the value already, also where that one is to be repaired itself.
 */
export function beforeAndAfter(table: Table, repairs: readonly ColumnRepair[]): Compared {
  const columns = table.columns.map(({ name }) => name);
  return {
    rows: `(SELECT ${repairedColumns(columns, []).join(", ")}, false AS "~repaired" FROM ${sqlName(table)} AS r
        UNION ALL
        SELECT ${repairedColumns(columns, repairs).join(", ")}, true FROM ${sqlName(table)} AS r WHERE ${isChanged(repairs)})`,
    rank: `r."~repaired"`,
  };
}

function duplicatesStep(
  table: Table,
  repairs: readonly ColumnRepair[],
  rules: readonly Index[],
  part: Pick<StepId, "part">,
): Step {
  const step: StepId = {
    kind: "repair",
    action: "quarantine duplicates before repair",
    on: plainName(table),
    ...part,
  };
  const id = stepKey(step);
  return {
    ...stepBase(table),
    id: step,
    about: { rules: rules.map(({ name }) => name) },
    forward: {
      how: "transaction",
      silent: true,
      scans: true,
      sql: rules.map((rule) => {
        const touched = repairs.filter(({ column }) => rule.columns.includes(column));
        const equal = duplicateRows(table, rule, beforeAndAfter(table, touched));
        const doomed = `doomed AS MATERIALIZED (SELECT * FROM (${equal}) AS equal WHERE rank)`;
        const reason = `breaks ${rule.name} once it is repaired: an earlier row is the same`;
        return quarantineDoomed(id, table, doomed, reason);
      }),
    },
    inverse: [restoreRows(id, table)],
    hazards: hazardsOf("duplicates quarantined"),
  };
}

function isTouched(columns: readonly string[], repairs: readonly ColumnRepair[]): boolean {
  return repairs.some(({ column }) => columns.includes(column));
}
