import { sqlName } from "../../catalog/catalog.js";
import { lineageNames } from "../../ledger/lineage.js";
import { units } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { functionSettings } from "../../session/open.js";
import { block } from "../shared/block.js";
import { givenKey, isKept, keyList, sameUnit, unitList } from "./columns.js";
import { evaluateSql } from "./evaluate-units.js";
import { byKey, type Projecting } from "./projecting.js";

/**
 * The function that records which rows of the target some units stand for, where both sides are written already:
 * the rows are those that the units have been made of. Their values stay.
 */
export function adoptFunction(projecting: Projecting): string {
  const { projection } = projecting;
  const names = lineageNames(projection.name);
  return block`
    CREATE OR REPLACE FUNCTION ${names.adopt}(_units ${names.unit}[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER ${functionSettings} ${byKey}
    AS $reorganize$
    #variable_conflict use_column
    DECLARE
      _rows ${names.row}[];
      _count integer := COALESCE(pg_catalog.cardinality(_units), 0);
    BEGIN
      IF _count = 0 THEN RETURN; END IF;
      ${evaluateSql(projecting, "_rows")}
      ${forgetGone(projection)}
      ${adoptRows(projection)}
    EXCEPTION
      -- The query has no value for one of them, so there is no row of it either.
      WHEN data_exception THEN
        IF _count > 1 THEN
          PERFORM ${names.adopt}(_units[1 : _count / 2]);
          PERFORM ${names.adopt}(_units[_count / 2 + 1 : _count]);
        END IF;
    END $reorganize$`;
}

function forgetGone(projection: Projection): string {
  const { lineage } = lineageNames(projection.name);
  return block`
    DELETE FROM ${lineage} AS known USING pg_catalog.unnest(_units) AS ${units}
     WHERE ${sameUnit(projection, "known", units)}
       AND (${keyList(projection, "known").join(", ")}) NOT IN (
         SELECT ${givenKey(projection, "one").join(", ")} FROM pg_catalog.unnest(_rows) AS one WHERE ${isKept(projection, "one")});`;
}

function adoptRows(projection: Projection): string {
  const { lineage } = lineageNames(projection.name);
  const key = keyList(projection);
  const changing = [...unitList(projection), "adopted"];
  const given = givenKey(projection, "one");
  const isThere = key.map((column, index) => `theirs.${column} = ${given[index]}`).join(" AND ");
  return block`
    INSERT INTO ${lineage} AS known (${[...key, ...changing].join(", ")})
    SELECT DISTINCT ON (${given.join(", ")}) ${[...given, ...unitList(projection, "one"), "true"].join(", ")}
      FROM pg_catalog.unnest(_rows) AS one
     WHERE ${isKept(projection, "one")} AND EXISTS (SELECT FROM ${sqlName(projection.to)} AS theirs WHERE ${isThere})
    ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${changing.map((name) => `${name} = EXCLUDED.${name}`).join(", ")}
     WHERE NOT ${sameUnit(projection, "known", "excluded")};`;
}
