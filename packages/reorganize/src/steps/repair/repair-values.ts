import { quoteIdentifier } from "@deepiri/database";
import { sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { documentOf, documentOfRow } from "../../ledger/document.js";
import { originals } from "../../ledger/originals.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Step, StepId } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { restoreValues } from "../shared/restore-values.js";
import { keyDocument, onKey, stepBase, walk } from "../shared/walk.js";
import { hazardsOf } from "./hazards.js";
import type { ColumnRepair } from "./repair-column.js";
import { asHeld, isChanged } from "./repaired-rows.js";

/** The step that repairs values of the table as declared, and keeps what they were. */
export function repairStep(
  table: Table,
  repairs: readonly ColumnRepair[],
  action: "repair" | "repair again",
  repairedBy?: StepId,
): Step {
  const columns = repairs.map(({ column }) => column);
  const step: StepId = { kind: "repair", action, on: plainName(table) };
  const id = stepKey(step);
  return {
    ...stepBase(table),
    id: step,
    about: { columns },
    forward: {
      ...walk(table, (batch) => repairSql(id, table, repairs, batch)),
      ...(repairedBy ? { repairedBy } : {}),
    },
    inverse: [restoreValues(id, table, columns)],
    hazards: hazardsOf("values changed"),
  };
}

function repairSql(
  id: string,
  table: Table,
  repairs: readonly ColumnRepair[],
  batch: string,
): string {
  const names = repairs.map(({ column }) => quoteIdentifier(column));
  const values = repairs.map(({ sql }) => sql).join(", ");
  return `broken AS MATERIALIZED (
      SELECT ${batch}.*, ${keyDocument(table)} AS key, ${documentBefore(repairs)} AS before,
             ${documentAfter(table, repairs)} AS after
        FROM ${sqlName(table)} AS r JOIN ${batch} ON ${onKey(table, batch)}
       WHERE ${isChanged(table, repairs)} FOR UPDATE OF r),
    ${keepOriginals(id)},
    changed AS (
      UPDATE ${sqlName(table)} AS r SET (${names.join(", ")}) = (SELECT ${values})
        FROM broken WHERE ${onKey(table, "broken")})`;
}

/** SQL of what the repaired columns of the row `r` hold. */
export function documentBefore(repairs: readonly ColumnRepair[]): string {
  return documentOfRow(
    repairs.map(({ column }) => ({ name: column })),
    "r",
  );
}

/** SQL of what the columns will hold. */
export function documentAfter(table: Table, repairs: readonly ColumnRepair[]): string {
  return documentOf(repairs.map((repair) => ({ name: repair.column, sql: asHeld(table, repair) })));
}

/** Of a row that was repaired before, each further time is kept too: what it was by then, and what it had been. */
export function keepOriginals(id: string): string {
  return `kept AS (
      INSERT INTO ${originals} (step, key, before, after)
      SELECT ${literal(id)}, key, before, after FROM broken
      ON CONFLICT (step, key) DO UPDATE SET before = EXCLUDED.before || originals.before, after = originals.after || EXCLUDED.after,
        again = originals.again || pg_catalog.jsonb_build_array(
          pg_catalog.jsonb_build_object('was', originals.after, 'then', EXCLUDED.before)))`;
}
