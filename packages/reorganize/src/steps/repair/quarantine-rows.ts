import { quoteIdentifier } from "@deepiri/database";
import { plainName, sqlName, type Table } from "../../catalog/catalog.js";
import { quarantine } from "../../ledger/quarantine.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Batches, Step, StepId } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { keyDocument, onKey, reached, stepBase, walk } from "../shared/walk.js";
import type { SetAside } from "./rules.js";

/** The id of the step that puts rows of the table into the quarantine. */
export function quarantineId(table: string): StepId {
  return { kind: "repair", action: "set aside", on: table };
}

/** The step that puts rows into the quarantine which no repair makes lawful. */
export function setAsideStep(table: Table, rules: readonly SetAside[]): Step {
  const step = quarantineId(plainName(table));
  const id = stepKey(step);
  return {
    ...stepBase(table),
    id: step,
    forward: walk(table, (batch) => setAsideSql(id, table, rules, batch)),
    inverse: [restoreRows(id, table)],
    hazards: [{ code: "rows quarantined" }],
  };
}

function setAsideSql(id: string, table: Table, rules: readonly SetAside[], batch: string): string {
  const any = rules.map(({ where }) => `(${where})`).join(" OR ");
  const reasons = rules
    .map(({ where, reason }) => `WHEN ${where} THEN ${literal(reason)}`)
    .join(" ");
  return `doomed AS MATERIALIZED (
      SELECT ${batch}.*, CASE ${reasons} END AS reason
        FROM ${sqlName(table)} AS r JOIN ${batch} ON ${onKey(table, batch)} WHERE ${any} FOR UPDATE OF r),
    gone AS (
      DELETE FROM ${sqlName(table)} AS r USING doomed WHERE ${onKey(table, "doomed")}
      RETURNING ${keyDocument(table)} AS key, pg_catalog.to_jsonb(r) AS row, doomed.reason),
    kept AS (
      INSERT INTO ${quarantine} (step, relation, key, row, reason)
      SELECT ${literal(id)}, ${literal(plainName(table))}, key, row, reason FROM gone)`;
}

/** Puts rows back from the quarantine; one whose key was taken meanwhile stays there. */
export function restoreRows(id: string, table: Table): Batches {
  const columns = table.columns
    .filter(({ generated }) => !generated)
    .map(({ name }) => quoteIdentifier(name))
    .join(", ");
  const sql = `
    WITH batch AS MATERIALIZED (
      SELECT id, key, row FROM ${quarantine}
       WHERE step = ${literal(id)} AND ($1::jsonb IS NULL OR id > ($1::jsonb #>> '{}')::bigint) ORDER BY id LIMIT $2),
    restored AS (
      INSERT INTO ${sqlName(table)} AS r (${columns}) OVERRIDING SYSTEM VALUE
      SELECT ${columns} FROM (
        SELECT (pg_catalog.jsonb_populate_record(NULL::${sqlName(table)}, batch.row)).* FROM batch) AS rows
      ON CONFLICT DO NOTHING RETURNING ${keyDocument(table)} AS key),
    taken AS (
      DELETE FROM ${quarantine} AS aside USING batch
       WHERE aside.id = batch.id AND batch.key IN (SELECT key FROM restored))
    ${reached("pg_catalog.to_jsonb(id)", "batch")}`;
  return { how: "batches", first: sql, next: sql, silent: true };
}
