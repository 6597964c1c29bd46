import { sqlName } from "../../catalog/catalog.js";
import { lineageNames } from "../../ledger/lineage.js";
import { units } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { block } from "../shared/block.js";
import { givenKey, isKept, keyList, sameKey, sameUnit, unitList } from "./columns.js";
import { evaluateSql } from "./evaluate-units.js";
import { isAsGiven, type Projecting } from "./projecting.js";

/**
 * The function that records which rows of the target some units stand for, where both sides are written already:
 * the rows are those that the units have been made of. Their values stay; where these are not what the query gives, the
 * rows are compared by key only from then on. It has rights and settings of who calls it, which is always a function of
 * ours.
 */
export function adoptFunction(projecting: Projecting): string {
  const { projection } = projecting;
  const names = lineageNames(projection.name);
  return block`
    CREATE OR REPLACE FUNCTION ${names.adopt}(_units ${names.unit}[]) RETURNS void
    LANGUAGE plpgsql
    AS $reorganize$
    #variable_conflict use_column
    DECLARE
      _rows ${names.row}[];
      _count integer := COALESCE(pg_catalog.cardinality(_units), 0);
    BEGIN
      IF _count = 0 THEN RETURN; END IF;
      ${evaluateSql(projecting, "_rows")}
      ${forgetGone(projection)}
      ${adoptRows(projecting)}
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

function adoptRows(projecting: Projecting): string {
  const { projection } = projecting;
  const { lineage } = lineageNames(projection.name);
  const key = keyList(projection).join(", ");
  const given = givenKey(projection, "one").join(", ");
  const unit = unitList(projection);
  return block`
    INSERT INTO ${lineage} AS known (${[key, ...unit, "adopted"].join(", ")})
    SELECT DISTINCT ON (${given}) ${[given, ...unitList(projection, "one")].join(", ")}, NOT ${isAsGiven(projecting)}
      FROM pg_catalog.unnest(_rows) AS one
      JOIN ${sqlName(projection.to)} AS theirs ON ${sameKey(projection, "theirs", "one")}
     WHERE ${isKept(projection, "one")}
    ON CONFLICT (${key}) DO UPDATE SET ${unit.map((name) => `${name} = excluded.${name}`).join(", ")}, adopted = known.adopted OR excluded.adopted
     WHERE NOT ${sameUnit(projection, "known", "excluded")} OR excluded.adopted AND NOT known.adopted;`;
}
