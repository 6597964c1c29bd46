import { sqlName } from "../../catalog/catalog.js";
import { lineageNames, unprojected } from "../../ledger/lineage.js";
import type { Batches } from "../../plan/step.js";
import { units } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { functionSettings } from "../../session/open.js";
import { block } from "../shared/block.js";
import { keyList, sameKey, unitList } from "./columns.js";
import {
  byKey,
  declaredSettings,
  onlyRecorded,
  type Projecting,
  wasAsGiven,
} from "./projecting.js";

/**
 * The function that deletes rows of the target that are as their units say, with what is known of them. Rows
 * that programs have changed since stay, as do those that they have made.
 */
export function drainFunction(projecting: Projecting): string {
  const { projection, evaluate } = projecting;
  const names = lineageNames(projection.name);
  const key = keyList(projection).join(", ");
  const unit = unitList(projection).join(", ");
  const same = (one: string): string =>
    keyList(projection)
      .map((column) => `${one}.${column} = batch.${column}`)
      .join(" AND ");
  return block`
    CREATE OR REPLACE FUNCTION ${names.drain}(_cursor jsonb, _size integer) RETURNS TABLE (reached jsonb, handled bigint)
    LANGUAGE plpgsql SECURITY DEFINER ${functionSettings} ${byKey} ${declaredSettings(projection)} ${onlyRecorded}
    AS $reorganize$
    #variable_conflict use_column
    BEGIN
      WITH batch AS MATERIALIZED (SELECT ${key}, ${unit} FROM ${names.lineage} ORDER BY ${key} LIMIT _size),
      ${units} AS MATERIALIZED (
        SELECT DISTINCT ${unit} FROM batch
         WHERE NOT EXISTS (SELECT FROM ${unprojected}
                            WHERE projection = ${literal(projection.name)} AND state = 'quarantined'
                              AND unit = pg_catalog.to_jsonb(ROW(${unitList(projection, "batch").join(", ")})::${names.unit}))),
      one AS MATERIALIZED (
        ${evaluate}),
      forgotten AS (DELETE FROM ${names.lineage} AS known USING batch WHERE ${same("known")}),
      deleted AS (
        DELETE FROM ${sqlName(projection.to)} AS theirs USING batch, one
         WHERE ${same("theirs")} AND ${sameKey(projection, "theirs", "one")} AND ${wasAsGiven(projecting)})
      SELECT pg_catalog.count(*) INTO handled FROM batch;
      IF handled = _size THEN reached := '0'; END IF;
      RETURN NEXT;
    END $reorganize$`;
}

/** Batches that delete what the projection has made. */
export function drainRun({ name }: Projection): Batches {
  const { drain } = lineageNames(name);
  const sql = `SELECT reached AS cursor, handled AS rows FROM ${drain}($1::jsonb, $2::integer)`;
  return { how: "batches", first: sql, next: sql };
}
