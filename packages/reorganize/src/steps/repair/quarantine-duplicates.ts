import { quoteIdentifier } from "@deepiri/database";
import { columnOf, type Index, primaryKey, sqlName, type Table } from "../../catalog/catalog.js";
import { plainColumn, plainName } from "../../catalog/table-name.js";
import { documentOfRow } from "../../ledger/document.js";
import { quarantine } from "../../ledger/quarantine.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Step } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { distinctId } from "../shared/repair-ids.js";
import { restoreValues } from "../shared/restore-values.js";
import { keyDocument, onKey, stepBase } from "../shared/walk.js";
import { hazardsOf } from "./hazards.js";
import { restoreRows } from "./inverse.js";
import type { ColumnRepair } from "./repair-column.js";
import { documentAfter, documentBefore, keepOriginals } from "./repair-values.js";

/** One step per table for the unique rules that it does not have yet: the first row of equal ones stays. */
export function duplicateSteps(table: Table, wanted: Table, mapping: Mapping): Step[] {
  const kept = new Set(table.indexes.filter(({ unique }) => unique).map(({ body }) => body));
  const rules = wanted.indexes.filter(
    (index) => index.unique && !kept.has(index.body) && isOnPresentColumns(table, index),
  );
  if (rules.length === 0) return [];
  const step = distinctId(plainName(table));
  const id = stepKey(step);
  const made = rules.flatMap((rule) => duplicateRepair(wanted, rule, mapping));
  const columns = [...new Set(made.map(({ column }) => column))];
  return [
    {
      ...stepBase(table),
      id: step,
      about: { rules: rules.map(({ name }) => name) },
      forward: {
        how: "transaction",
        silent: true,
        scans: true,
        sql: rules.map((rule) =>
          duplicatesSql(id, table, rule, duplicateRepair(wanted, rule, mapping)[0]),
        ),
      },
      inverse: [
        ...(columns.length > 0 ? [restoreValues(id, table, columns)] : []),
        restoreRows(id, table),
      ],
      hazards: hazardsOf("duplicates quarantined"),
    },
  ];
}

function isOnPresentColumns(table: Table, { columns }: Index): boolean {
  return columns.every((name) => columnOf(table, name));
}

/** The declared repair of a column that the rule is about. */
function duplicateRepair(wanted: Table, { keyColumns }: Index, mapping: Mapping): ColumnRepair[] {
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
  const key = primaryKey(table).map(quoteIdentifier);
  const columns = key.map((name, index) => `r.${name} AS k${index + 1}`).join(", ");
  const first = columnOf(table, "created_at")
    ? ["r.created_at", ...key.map((name) => `r.${name}`)]
    : key.map((name) => `r.${name}`);
  const conditions = [
    ...(rule.nullsNotDistinct ? [] : rule.keys.map((one) => `(${one}) IS NOT NULL`)),
    ...(rule.predicate ? [`(${rule.predicate})`] : []),
  ];
  const ranked = `doomed AS MATERIALIZED (
    SELECT * FROM (
      SELECT ${columns}, pg_catalog.row_number() OVER (PARTITION BY ${rule.keys.join(", ")} ORDER BY ${first.join(", ")}) AS nth
        FROM ${sqlName(table)} AS r ${conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : ""}) AS ranked
     WHERE nth > 1)`;
  if (repair) {
    const name = quoteIdentifier(repair.column);
    return `WITH ${ranked}, broken AS MATERIALIZED (
      SELECT doomed.*, ${keyDocument(table)} AS key, ${documentBefore([repair])} AS before,
             ${documentAfter(table, [repair])} AS after
        FROM ${sqlName(table)} AS r JOIN doomed ON ${onKey(table, "doomed")} FOR UPDATE OF r),
    ${keepOriginals(id)}
      UPDATE ${sqlName(table)} AS r SET ${name} = ${repair.sql} FROM broken WHERE ${onKey(table, "broken")}`;
  }
  return `WITH ${ranked}, gone AS (
      DELETE FROM ${sqlName(table)} AS r USING doomed WHERE ${onKey(table, "doomed")}
      RETURNING ${keyDocument(table)} AS key, ${documentOfRow(table.columns, "r")} AS row)
    INSERT INTO ${quarantine} (step, relation, key, row, reason)
    SELECT ${literal(id)}, ${literal(plainName(table))}, key, row, ${literal(`breaks ${rule.name}: an earlier row is the same`)} FROM gone`;
}
