import { type Constraint, type Index, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Step, StepId } from "../../plan/step.js";
import { type Compared, duplicateRows } from "./duplicate-rows.js";
import { equalRowsStep, quarantineDoomed } from "./quarantine-duplicates.js";
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
  { table, repairs, refused, touched }: Standing,
  part: Pick<StepId, "part">,
): Step[] {
  const id = (action: string): StepId => ({
    kind: "repair",
    action,
    on: plainName(table),
    ...part,
  });
  return [
    ...(refused.length > 0 ? [quarantineStep(table, refused, id("quarantine before repair"))] : []),
    ...(touched.length > 0
      ? [duplicatesStep(table, repairs, touched, id("quarantine duplicates before repair"))]
      : []),
  ];
}

interface Standing {
  readonly table: Table;
  readonly repairs: readonly ColumnRepair[];
  readonly refused: readonly Unlawful[];
  readonly touched: readonly Index[];
}

/** Rows whose repaired values a CHECK of the table refuses. */
export function refusedRepairs(table: Table, repairs: readonly ColumnRepair[]): Unlawful[] {
  const isRefusing = ({ kind, columns, validated }: Constraint): boolean =>
    // One that is not validated looks at the whole row too, whatever of it changes.
    kind === "check" && repairs.length > 0 && (!validated || isTouched(columns, repairs));
  return table.constraints.filter(isRefusing).map(({ name, columns, expression }) => ({
    where: `${isChanged(table, repairs)} AND EXISTS (
      SELECT FROM (SELECT ${repairedColumns(columns, repairs).join(", ")}) AS repaired WHERE (${expression}) IS FALSE)`,
    reason: `breaks ${name} once it is repaired`,
    rule: "otherwise.check",
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
function beforeAndAfter(table: Table, repairs: readonly ColumnRepair[], rows: string): Compared {
  const columns = table.columns.map(({ name }) => name);
  return {
    rows: `(SELECT ${repairedColumns(columns, []).join(", ")}, false AS "~repaired" FROM ${rows} AS r
        UNION ALL
        SELECT ${repairedColumns(columns, repairs).join(", ")}, true FROM ${rows} AS r WHERE ${isChanged(table, repairs)})`,
    rank: `r."~repaired"`,
  };
}

/** SQL: the rows of the table that their repair makes equal to another under the rule, as `duplicateRows` gives them. */
export function repairedDuplicateRows(
  table: Table,
  repairs: readonly ColumnRepair[],
  rule: Index,
  rows: string = sqlName(table),
): string {
  const ofRule = repairs.filter(({ column }) => rule.columns.includes(column));
  return `SELECT * FROM (${duplicateRows(table, rule, beforeAndAfter(table, ofRule, rows))}) AS equal WHERE rank`;
}

/** Why the quarantine has them. */
export function repairedDuplicateReason({ name }: Index): string {
  return `breaks ${name} once it is repaired: an earlier row is the same`;
}

function duplicatesStep(
  table: Table,
  repairs: readonly ColumnRepair[],
  rules: readonly Index[],
  step: StepId,
): Step {
  const sqlOf = (rule: Index): string => {
    const doomed = `doomed AS MATERIALIZED (${repairedDuplicateRows(table, repairs, rule)})`;
    return quarantineDoomed(stepKey(step), table, doomed, repairedDuplicateReason(rule));
  };
  return equalRowsStep(table, step, rules, sqlOf);
}

function isTouched(columns: readonly string[], repairs: readonly ColumnRepair[]): boolean {
  return repairs.some(({ column }) => columns.includes(column));
}
