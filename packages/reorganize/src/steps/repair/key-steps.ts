import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { columnOf, sqlName } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { temporaryName } from "../../catalog/temporary-name.js";
import { documentOfRow } from "../../ledger/document.js";
import { quarantine } from "../../ledger/quarantine.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Step, StepId } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { addKeySql } from "../shared/add-key.js";
import { buildIndexRun } from "../shared/build-index.js";
import { addNotNullCheck, dropNotNullCheck, validateNotNullCheck } from "../shared/not-null.js";
import { keyDocument, stepBase } from "../shared/walk.js";
import { hazardsOf } from "./hazards.js";
import { restoreRows } from "./inverse.js";
import { type MissingKey, missingKeyReason } from "./missing-key.js";

/**
 * The steps that give a table the target's primary key before its values are repaired, since every other
 * repair walks along it. Rows that it cannot have are quarantined by where they lie; undoing takes the key
 * away first, so that each of them can return, also those that are the same.
 */
export function keySteps(missing: MissingKey): Step[] {
  const { table, key } = missing;
  const id = (action: string): StepId => ({ kind: "repair", action, on: plainName(table) });
  const relation = sqlName(table);
  const distinct = id("quarantine rows without key");
  const nullable = key.columns.filter((name) => columnOf(table, name)?.notNull === false);
  const alter = (clause: (name: string) => string): string[] =>
    nullable.length === 0 ? [] : [`ALTER TABLE ${relation} ${nullable.map(clause).join(", ")}`];
  const index = temporaryName(key.name);
  const indexName = quoteTable(table.schema, index);
  const columns = key.columns.map(quoteIdentifier).join(", ");
  const create = `CREATE UNIQUE INDEX CONCURRENTLY ${quoteIdentifier(index)} ON ${relation} (${columns})`;
  const base = { table: plainName(table), hazards: [], rows: 0, seconds: 0.05 };
  return [
    {
      ...stepBase(table),
      id: distinct,
      forward: {
        how: "transaction",
        silent: true,
        scans: true,
        sql: [quarantineSql(stepKey(distinct), missing)],
      },
      inverse: [restoreRows(stepKey(distinct), table)],
      hazards: hazardsOf("duplicates quarantined"),
    },
    {
      ...base,
      id: id("require key"),
      forward: { how: "transaction", sql: alter(addNotNullCheck) },
      inverse: [{ how: "transaction", sql: alter(dropNotNullCheck) }],
      lock: "ACCESS EXCLUSIVE",
    },
    {
      ...base,
      id: id("validate key"),
      forward: {
        how: "transaction",
        scans: true,
        sql: alter(validateNotNullCheck),
        repairedBy: distinct,
      },
      inverse: [],
      lock: "SHARE UPDATE EXCLUSIVE",
      rows: table.rows,
    },
    {
      ...base,
      id: id("build key"),
      forward: { ...buildIndexRun(indexName, create), repairedBy: distinct },
      inverse: [{ how: "transaction", sql: [`DROP INDEX IF EXISTS ${indexName}`] }],
      lock: "SHARE UPDATE EXCLUSIVE",
      rows: table.rows,
    },
    {
      ...base,
      id: id("add key"),
      forward: {
        how: "transaction",
        sql: [addKeySql(relation, key, index), ...alter(dropNotNullCheck)],
      },
      inverse: [
        {
          how: "transaction",
          sql: [
            `ALTER TABLE ${relation} DROP CONSTRAINT ${quoteIdentifier(key.name)}`,
            ...alter((name) => `ALTER COLUMN ${quoteIdentifier(name)} DROP NOT NULL`),
            ...alter(addNotNullCheck),
          ],
        },
      ],
      lock: "ACCESS EXCLUSIVE",
    },
  ];
}

/** Of rows of the same key the oldest stays; of those equally old the one that lies first. */
function quarantineSql(id: string, missing: MissingKey): string {
  const { table, key } = missing;
  const columns = key.columns.map((name) => `r.${quoteIdentifier(name)}`);
  const first = columnOf(table, "created_at") ? "r.created_at, r.ctid" : "r.ctid";
  return `WITH doomed AS MATERIALIZED (
      SELECT place FROM (
        SELECT r.ctid AS place, ${columns.map((name) => `${name} IS NULL`).join(" OR ")} AS keyless,
               pg_catalog.row_number() OVER (PARTITION BY ${columns.join(", ")} ORDER BY ${first}) AS nth
          FROM ${sqlName(table)} AS r) AS ranked
       WHERE keyless OR nth > 1),
    gone AS (
      DELETE FROM ${sqlName(table)} AS r USING doomed WHERE r.ctid = doomed.place
      RETURNING ${keyDocument(table)} AS key, ${documentOfRow(table.columns, "r")} AS row)
    INSERT INTO ${quarantine} (step, relation, key, row, reason)
    SELECT ${literal(id)}, ${literal(plainName(table))}, key, row, ${literal(missingKeyReason(missing))} FROM gone`;
}
