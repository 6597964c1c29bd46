import { sqlName } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { lineageNames, projectAny, waiting } from "../../ledger/lineage.js";
import { units } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { functionSettings } from "../../session/open.js";
import { block, lines } from "../shared/block.js";
import { at, givenValue, isKept, sameUnit } from "./columns.js";
import { lookingUp, onlyRecorded, type Projecting } from "./projecting.js";
import { watchedKey } from "./references.js";
import { sameKeys } from "./remove-gone.js";

/** SQL that notes in `_before` the keys that the rows of the units have now, where units may wait for them to go. */
export function noteBefore({ projection, watched, referrers }: Projecting): string {
  const { lineage } = lineageNames(projection.name);
  const lists = [...watched.referenced, ...watched.unique, ...watched.referring];
  const keys = lists.map(
    (list) => `(${watchedKey(list.map((name) => [name, at("theirs", name)]))})`,
  );
  const note = block`
    SELECT pg_catalog.array_agg(DISTINCT had.key) INTO _before
      FROM ${lineage} AS known JOIN pg_catalog.unnest(_units) AS ${units} ON ${sameUnit(projection, "known", units)}
      JOIN ${sqlName(projection.to)} AS theirs ON ${sameKeys(projection, "theirs", "known")}
     CROSS JOIN LATERAL (VALUES ${keys.join(", ")}) AS had (key) WHERE had.key IS NOT NULL;`;
  if (lists.length === 0) return "";
  return referrers.some(({ ownTable }) => ownTable)
    ? note
    : block`
      IF EXISTS (SELECT FROM ${waiting} WHERE parent = ${literal(plainName(projection.to))}) THEN
        ${note}
      END IF;`;
}

/** SQL that brings in the units which waited for the rows in `_rows` to come, or for those of `_before` to go. */
export function retrySql({ projection, watched }: Projecting): string {
  const keys = watched.referenced.map((list) => {
    const key = watchedKey(list.map((name) => [name, givenValue(projection, name, "one")]));
    return `SELECT ${key} FROM pg_catalog.unnest(_rows) AS one WHERE ${isKept(projection, "one")}`;
  });
  const parent = literal(plainName(projection.to));
  return block`
    IF EXISTS (SELECT FROM ${waiting} WHERE parent = ${parent}) THEN
      _keys := ARRAY(
        ${lines([...keys, "SELECT * FROM pg_catalog.unnest(_before)", "SELECT 'null'::jsonb"], " UNION")});
      FOR _again IN
        WITH ready AS (
          DELETE FROM ${waiting} WHERE parent = ${parent} AND key = ANY (_keys) RETURNING projection, unit)
        SELECT projection, pg_catalog.array_agg(DISTINCT unit) AS units FROM ready GROUP BY projection
      LOOP
        PERFORM ${projectAny}(_again.projection, _again.units);
      END LOOP;
    END IF;`;
}

/** The function that brings units of any projection in step. */
export function projectAnyFunction(projections: readonly Projection[]): string {
  const cases = projections.map(({ name }) => {
    const { project, unit } = lineageNames(name);
    return block`
      WHEN ${literal(name)} THEN
        PERFORM ${project}(ARRAY(
          SELECT pg_catalog.jsonb_populate_record(NULL::${unit}, one) FROM pg_catalog.unnest(_units) AS one));`;
  });
  return block`
    CREATE OR REPLACE FUNCTION ${projectAny}(_projection text, _units jsonb[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER ${functionSettings} ${lookingUp} ${onlyRecorded}
    AS $reorganize$
    BEGIN
      CASE _projection
        ${cases.join("\n")}
      END CASE;
    END $reorganize$`;
}
