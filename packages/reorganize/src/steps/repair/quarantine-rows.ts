import { sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { documentOfRow } from "../../ledger/document.js";
import { quarantine } from "../../ledger/quarantine.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Step, StepId } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { quarantineId } from "../shared/repair-ids.js";
import { keyDocument, onKey, stepBase, walk } from "../shared/walk.js";
import { hazardsOf } from "./hazards.js";
import { restoreRows } from "./inverse.js";
import type { Unlawful } from "./rules.js";

/** The step that quarantines rows which no repair makes lawful. */
export function quarantineStep(
  table: Table,
  rules: readonly Unlawful[],
  step: StepId = quarantineId(plainName(table)),
): Step {
  const id = stepKey(step);
  return {
    ...stepBase(table),
    id: step,
    forward: walk(table, (batch) => quarantineSql(id, table, rules, batch)),
    inverse: [restoreRows(id, table)],
    hazards: hazardsOf("rows quarantined"),
  };
}

function quarantineSql(
  id: string,
  table: Table,
  rules: readonly Unlawful[],
  batch: string,
): string {
  const any = rules.map(({ where }) => `(${where})`).join(" OR ");
  const reasons = rules
    .map(({ where, reason }) => `WHEN ${where} THEN ${literal(reason)}`)
    .join(" ");
  return `doomed AS MATERIALIZED (
      SELECT ${batch}.*, CASE ${reasons} END AS reason
        FROM ${sqlName(table)} AS r JOIN ${batch} ON ${onKey(table, batch)} WHERE ${any} FOR UPDATE OF r),
    gone AS (
      DELETE FROM ${sqlName(table)} AS r USING doomed WHERE ${onKey(table, "doomed")}
      RETURNING ${keyDocument(table)} AS key, ${documentOfRow(table.columns, "r")} AS row, doomed.reason),
    kept AS (
      INSERT INTO ${quarantine} (step, relation, key, row, reason)
      SELECT ${literal(id)}, ${literal(plainName(table))}, key, row, reason FROM gone)`;
}
