import { quoteIdentifier } from "@deepiri/database";
import { columnOf, type Index, sqlName, type Table } from "../../catalog/catalog.js";
import { plainColumn, plainName } from "../../catalog/table-name.js";
import { documentOfRow } from "../../ledger/document.js";
import { quarantine } from "../../ledger/quarantine.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Batches, Step, StepId } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { distinctId } from "../shared/repair-ids.js";
import { restoreValues } from "../shared/restore-values.js";
import { keyDocument, onKey, stepBase } from "../shared/walk.js";
import { duplicateRows } from "./duplicate-rows.js";
import { hazardsOf } from "./hazards.js";
import { restoreRows } from "./inverse.js";
import type { ColumnRepair } from "./repair-column.js";
import { documentAfter, documentBefore, keepOriginals } from "./repair-values.js";

/** One step per table for unique rules that it does not have yet: the first row of equal ones stays. */
export function duplicateSteps(
  table: Table,
  wanted: Table,
  rules: readonly Index[],
  mapping: Mapping,
): Step[] {
  if (rules.length === 0) return [];
  const step = distinctId(plainName(table));
  const id = stepKey(step);
  const made = rules.flatMap((rule) => duplicateRepair(wanted, rule, mapping));
  const columns = [...new Set(made.map(({ column }) => column))];
  const sqlOf = (rule: Index): string =>
    duplicatesSql(id, table, rule, duplicateRepair(wanted, rule, mapping)[0]);
  const values = columns.length > 0 ? [restoreValues(id, table, columns)] : [];
  return [equalRowsStep(table, step, rules, sqlOf, values)];
}

/**
 * The step that quarantines rows which are equal under the rules.
 *
 * @param sqlOf what does it for one rule
 * @param before runs of the inverse before the rows are restored
 */
export function equalRowsStep(
  table: Table,
  step: StepId,
  rules: readonly Index[],
  sqlOf: (rule: Index) => string,
  before: readonly Batches[] = [],
): Step {
  return {
    ...stepBase(table),
    id: step,
    about: { rules: rules.map(({ name }) => name) },
    forward: { how: "transaction", silent: true, scans: true, sql: rules.map(sqlOf) },
    inverse: [...before, restoreRows(stepKey(step), table)],
    hazards: hazardsOf("duplicates quarantined"),
  };
}

/** The unique rules of the target that the table does not have yet. */
export function newUniqueRules(table: Table, wanted: Table): Index[] {
  const kept = new Set(table.indexes.filter(({ unique }) => unique).map(({ body }) => body));
  return wanted.indexes.filter(
    (index) => index.unique && !kept.has(index.body) && isOnPresentColumns(table, index),
  );
}

function isOnPresentColumns(table: Table, { columns }: Index): boolean {
  return columns.every((name) => columnOf(table, name));
}

/** The declared repair of a column that the rule is about. */
export function duplicateRepair(
  wanted: Table,
  { keyColumns }: Index,
  mapping: Mapping,
): ColumnRepair[] {
  return keyColumns.flatMap((name) => {
    const declared = mapping.repairs[plainColumn(plainName(wanted), name)]?.duplicate;
    return declared ? [{ column: name, sql: declared.sql }] : [];
  });
}

function duplicatesSql(
  id: string,
  table: Table,
  rule: Index,
  repair: ColumnRepair | undefined,
): string {
  const doomed = `doomed AS MATERIALIZED (${duplicateRows(table, rule)})`;
  if (repair) {
    const name = quoteIdentifier(repair.column);
    return `WITH ${doomed}, broken AS MATERIALIZED (
      SELECT doomed.*, ${keyDocument(table)} AS key, ${documentBefore([repair])} AS before,
             ${documentAfter(table, [repair])} AS after
        FROM ${sqlName(table)} AS r JOIN doomed ON ${onKey(table, "doomed")} FOR UPDATE OF r),
    ${keepOriginals(id)}
      UPDATE ${sqlName(table)} AS r SET ${name} = ${repair.sql} FROM broken WHERE ${onKey(table, "broken")}`;
  }
  return quarantineDoomed(id, table, doomed, duplicateReason(rule));
}

/** Why the quarantine has a row that is the same as an earlier one under the rule. */
export function duplicateReason({ name }: Index): string {
  return `breaks ${name}: an earlier row is the same`;
}

/** SQL that quarantines the rows of the table whose keys the query called doomed holds. */
export function quarantineDoomed(id: string, table: Table, doomed: string, reason: string): string {
  return `WITH ${doomed}, gone AS (
      DELETE FROM ${sqlName(table)} AS r USING doomed WHERE ${onKey(table, "doomed")}
      RETURNING ${keyDocument(table)} AS key, ${documentOfRow(table.columns, "r")} AS row)
    INSERT INTO ${quarantine} (step, relation, key, row, reason)
    SELECT ${literal(id)}, ${literal(plainName(table))}, key, row, ${literal(reason)} FROM gone`;
}
