import { quoteIdentifier } from "@deepiri/database";
import { plainName, sqlName, type Table } from "../../catalog/catalog.js";
import { originals } from "../../ledger/originals.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Batches, Step, StepId } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { keyDocument, onDocument, onKey, reached, stepBase, walk } from "../shared/walk.js";
import type { ColumnRepair } from "./rules.js";

/** The step that repairs values of the table as declared, and keeps what they were. */
export function repairStep(table: Table, repairs: readonly ColumnRepair[], action: string): Step {
  const step: StepId = { kind: "repair", action, on: plainName(table) };
  const id = stepKey(step);
  return {
    ...stepBase(table),
    id: step,
    about: { columns: repairs.map(({ column }) => column) },
    forward: walk(table, (batch) => repairSql(id, table, repairs, batch)),
    inverse: [restoreValues(id, table, repairs)],
    hazards: [{ code: "values changed" }],
  };
}

function repairSql(
  id: string,
  table: Table,
  repairs: readonly ColumnRepair[],
  batch: string,
): string {
  const names = repairs.map(({ column }) => quoteIdentifier(column));
  const old = names.map((name) => `r.${name}`).join(", ");
  const fresh = repairs.map(({ column, sql }) => `${literal(column)}, ${sql}`).join(", ");
  const before = repairs
    .map(({ column }) => `${literal(column)}, r.${quoteIdentifier(column)}`)
    .join(", ");
  const values = repairs.map(({ sql }) => sql).join(", ");
  return `broken AS MATERIALIZED (
      SELECT ${batch}.*, ${keyDocument(table)} AS key, pg_catalog.jsonb_build_object(${before}) AS before,
             pg_catalog.jsonb_build_object(${fresh}) AS after
        FROM ${sqlName(table)} AS r JOIN ${batch} ON ${onKey(table, batch)}
       WHERE (${old}) IS DISTINCT FROM (${values}) FOR UPDATE OF r),
    ${keepOriginals(id)},
    changed AS (
      UPDATE ${sqlName(table)} AS r SET (${names.join(", ")}) = (SELECT ${values})
        FROM broken WHERE ${onKey(table, "broken")})`;
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

/** Puts originals back where nobody has written another value since, some thousand at a time. */
export function restoreValues(id: string, table: Table, repairs: readonly ColumnRepair[]): Batches {
  const sql = `
    WITH batch AS MATERIALIZED (
      SELECT key FROM ${originals}
       WHERE step = ${literal(id)} AND ($1::jsonb IS NULL OR key > $1::jsonb) ORDER BY key LIMIT $2),
    taken AS (
      DELETE FROM ${originals} WHERE step = ${literal(id)} AND key IN (SELECT key FROM batch)
      RETURNING key, after, before || ${lastWritten} AS before),
    restored AS (
      UPDATE ${sqlName(table)} AS r SET ${repairs
        .map(({ column }) => {
          const name = quoteIdentifier(column);
          const was = `(pg_catalog.jsonb_populate_record(NULL::${sqlName(table)}, taken.before)).${name}`;
          return `${name} = CASE WHEN pg_catalog.to_jsonb(r.${name}) IS NOT DISTINCT FROM NULLIF(taken.after -> ${literal(column)}, 'null'::jsonb) THEN ${was} ELSE r.${name} END`;
        })
        .join(", ")}
        FROM taken WHERE ${onDocument(table, "taken.key")})
    ${reached("key", "batch")}`;
  return { how: "batches", first: sql, next: sql, silent: true };
}

/** What programs wrote over a repaired value, and was repaired in its turn. */
const lastWritten = `COALESCE((
        SELECT pg_catalog.jsonb_object_agg(held.key, held.value ORDER BY nth)
          FROM pg_catalog.jsonb_array_elements(again) WITH ORDINALITY AS one (time, nth), pg_catalog.jsonb_each(time -> 'then') AS held
         WHERE held.value IS DISTINCT FROM time -> 'was' -> held.key), '{}'::jsonb)`;
