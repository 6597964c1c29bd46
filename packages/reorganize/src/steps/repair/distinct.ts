import { quoteIdentifier } from "@deepiri/database";
import {
  columnOf,
  type Index,
  plainName,
  primaryKey,
  sqlName,
  type Table,
} from "../../catalog/catalog.js";
import { quarantine } from "../../ledger/quarantine.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Step, StepId } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { keyDocument, onKey, stepBase } from "../shared/walk.js";
import { restoreRows } from "./quarantine-rows.js";
import { keepOriginals, restoreValues } from "./repair-values.js";
import type { ColumnRepair } from "./rules.js";

/** The id of the step that leaves one row of those that a unique rule takes for the same. */
export function distinctId(table: string): StepId {
  return { kind: "repair", action: "distinct", on: table };
}

/** One step per table for the unique rules that it does not keep yet: the first row of each keeps its place. */
export function distinctSteps(table: Table, wanted: Table, mapping: Mapping): Step[] {
  const kept = new Set(table.indexes.filter(({ unique }) => unique).map(({ body }) => body));
  const rules = wanted.indexes.filter(
    (index) => index.unique && !kept.has(index.body) && mentions(table, wanted, index),
  );
  if (rules.length === 0) return [];
  const step = distinctId(plainName(table));
  const id = stepKey(step);
  const made = rules.flatMap((rule) => duplicateRepair(wanted, rule, mapping));
  const columns = [...new Set(made.map(({ column }) => column))].map((column) => ({
    column,
    sql: "",
  }));
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
          distinctSql(id, table, rule, duplicateRepair(wanted, rule, mapping)[0]),
        ),
      },
      inverse: [
        ...(columns.length > 0 ? [restoreValues(id, table, columns)] : []),
        restoreRows(id, table),
      ],
      hazards: [{ code: "duplicates quarantined" }],
    },
  ];
}

/** Whether the rule is about columns that the table has already. */
function mentions(table: Table, wanted: Table, { definition }: Index): boolean {
  return wanted.columns.every(
    ({ name }) => columnOf(table, name) || !new RegExp(`\\b${name}\\b`).test(definition),
  );
}

/** The declared repair of a column that the rule is about. */
function duplicateRepair(wanted: Table, { keys }: Index, mapping: Mapping): ColumnRepair[] {
  return wanted.columns.flatMap(({ name }) => {
    const declared = mapping.repairs[`${plainName(wanted)}.${name}`]?.duplicate;
    const isKey = keys.some((key) => new RegExp(`\\b${name}\\b`).test(key));
    return declared && isKey ? [{ column: name, sql: declared.sql }] : [];
  });
}

function distinctSql(
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
      SELECT ${columns}, pg_catalog.row_number() OVER (PARTITION BY ${rule.keys.join(", ")} ORDER BY ${first.join(", ")}) AS place
        FROM ${sqlName(table)} AS r ${conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : ""}) AS ranked
     WHERE place > 1)`;
  if (repair) {
    const name = quoteIdentifier(repair.column);
    return `WITH ${ranked}, broken AS MATERIALIZED (
      SELECT doomed.*, ${keyDocument(table)} AS key, pg_catalog.jsonb_build_object(${literal(repair.column)}, r.${name}) AS before,
             pg_catalog.jsonb_build_object(${literal(repair.column)}, ${repair.sql}) AS after
        FROM ${sqlName(table)} AS r JOIN doomed ON ${onKey(table, "doomed")} FOR UPDATE OF r),
    ${keepOriginals(id)}
      UPDATE ${sqlName(table)} AS r SET ${name} = ${repair.sql} FROM broken WHERE ${onKey(table, "broken")}`;
  }
  return `WITH ${ranked}, gone AS (
      DELETE FROM ${sqlName(table)} AS r USING doomed WHERE ${onKey(table, "doomed")}
      RETURNING ${keyDocument(table)} AS key, pg_catalog.to_jsonb(r) AS row)
    INSERT INTO ${quarantine} (step, relation, key, row, reason)
    SELECT ${literal(id)}, ${literal(plainName(table))}, key, row, ${literal(`breaks ${rule.name}: an earlier row is the same`)} FROM gone`;
}
