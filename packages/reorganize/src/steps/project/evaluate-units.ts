import { lineageNames } from "../../ledger/lineage.js";
import { units } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { block } from "../shared/block.js";
import { sameUnit, unitList } from "./columns.js";
import type { Projecting } from "./projecting.js";

/** Of so many units on, the server plans the query for these very units, rather than by key for any. */
const many = 50;

// By key is right for the few units that a program writes. Where no index finds what is looked up, each unit would
// have it read a whole table; for many it is read once.
const plannedForThem = [
  "plan_cache_mode = force_custom_plan",
  "enable_seqscan = on",
  "enable_mergejoin = on",
]
  .map((setting) => `SET ${setting}`)
  .join(" ");

/** The function that gives all rows of many units. It has rights and settings of who calls it. */
export function evaluateFunction(projecting: Projecting): string {
  const { evaluate, unit, row } = lineageNames(projecting.projection.name);
  return block`
    CREATE OR REPLACE FUNCTION ${evaluate}(_units ${unit}[]) RETURNS ${row}[]
    LANGUAGE plpgsql ${plannedForThem}
    AS $reorganize$
    DECLARE
      _rows ${row}[];
    BEGIN
      ${evaluateSql(projecting, "_rows")}
      RETURN _rows;
    END $reorganize$`;
}

/** SQL that evaluates the query for `_units` into an array of rows. */
export function evaluateSql(
  { projection, evaluate: query }: Pick<Projecting, "projection" | "evaluate">,
  into: string,
): string {
  const { row } = lineageNames(projection.name);
  return block`
    WITH ${units} AS (SELECT * FROM pg_catalog.unnest(_units))
    SELECT pg_catalog.array_agg(ROW(one.*)::${row}) INTO ${into} FROM (
      ${query}) AS one;`;
}

/**
 * SQL that sets `_rows` to all rows of `_units`, which stand at `_from` to `_to` of all. The query is evaluated
 * once: of what was evaluated before, the part is taken.
 */
export function rowsOfPart(projecting: Projecting): string {
  const { projection } = projecting;
  const { evaluate } = lineageNames(projection.name);
  return block`
    IF _to > _evaluated THEN
      IF _to - _from < ${String(many)} THEN
        ${evaluateSql(projecting, "_given")}
      ELSE
        _given := ${evaluate}(_units);
      END IF;
      _since := _from;
      _evaluated := _to;
      _ends := NULL;
      _rows := _given;
    ELSE
      IF _ends IS NULL THEN
        ${inOrderOfUnits(projection)}
      END IF;
      _rows := _given[COALESCE(_ends[_from - _since], 0) + 1 : _ends[_to - _since + 1]];
    END IF;`;
}

/** SQL that brings the rows in the order of their units, and notes for each of these how far its own reach. */
function inOrderOfUnits(projection: Projection): string {
  const parts = unitList(projection).join(", ");
  return block`
    WITH placed AS MATERIALIZED (
      SELECT one, place FROM pg_catalog.unnest(_given) AS one
        JOIN pg_catalog.unnest(_all[_since : _evaluated]) WITH ORDINALITY AS ${units} (${parts}, place)
          ON ${sameUnit(projection, "one", units)})
    SELECT (SELECT pg_catalog.array_agg(one ORDER BY place) FROM placed), pg_catalog.array_agg(reached ORDER BY unit)
      INTO _given, _ends
      FROM (SELECT unit, (pg_catalog.sum(pg_catalog.count(placed.place)) OVER (ORDER BY unit))::integer AS reached
              FROM pg_catalog.generate_series(1, _evaluated - _since + 1) AS unit
              LEFT JOIN placed ON placed.place = unit GROUP BY unit) AS counted;`;
}
