import { lineageNames } from "../../ledger/lineage.js";
import { units } from "../../projection/evaluate.js";
import { passing } from "../../projection/passing.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { block } from "../shared/block.js";
import { sameUnit, unitList } from "./columns.js";
import { rowsOfPart } from "./evaluate-units.js";
import { declaredSettings, type Projecting } from "./projecting.js";
import { retrySql } from "./retry.js";
import { forget, quarantine, recordLeftOut, recordWaiting } from "./set-aside.js";
import { endSilence, silenceTriggers, silenceVariables } from "./silence.js";
import { writeRows } from "./write-rows.js";

/** Units that are evaluated at once; of more the function takes as many at a time. */
const most = "500";

/**
 * The function that brings the target in step with some units: it evaluates the query for them, and deletes,
 * inserts and updates what differs. Units that the server refuses are found by halves of what was evaluated, and
 * recorded with the reason; the earlier version of their rows stays. It has rights and settings of who calls it,
 * which is always a function of ours: to set them once more takes longer than to project a unit.
 */
export function projectFunction(projecting: Projecting): string {
  const { projection } = projecting;
  const names = lineageNames(projection.name);
  return block`
    CREATE OR REPLACE FUNCTION ${names.project}(_all ${names.unit}[]) RETURNS void
    LANGUAGE plpgsql ${declaredSettings(projection)}
    AS $reorganize$
    #variable_conflict use_column
    DECLARE
      _count integer := COALESCE(pg_catalog.cardinality(_all), 0);
      ${silenceVariables}
      _part record;
    BEGIN
      IF _count = 0 THEN RETURN; END IF;
      ${silenceTriggers(projection)}
      IF _count > ${most} THEN
        FOR _part IN
          SELECT pg_catalog.array_agg(${units} ORDER BY place) AS units
            FROM (SELECT ROW(${unitList(projection, "one").join(", ")})::${names.unit} AS ${units}, place
                    FROM pg_catalog.unnest(_all) WITH ORDINALITY AS one (${[...unitList(projection), "place"].join(", ")})) AS all_units
           GROUP BY (place - 1) / ${most} ORDER BY (place - 1) / ${most}
        LOOP
          PERFORM ${names.project}(_part.units);
        END LOOP;
      ELSE
        ${projectParts(projecting)}
      END IF;
      ${endSilence}
    END $reorganize$`;
}

/** SQL that brings the target in step with `_all`: as one part, or in as many as it takes to find what is refused. */
function projectParts(projecting: Projecting): string {
  const { projection, references } = projecting;
  const names = lineageNames(projection.name);
  const isTree = references.some(({ tree }) => tree);
  return block`
    DECLARE
      _units ${names.unit}[] := _all;
      _rows ${names.row}[];
      -- Parts that are to be done by where they end, the next one last; and where that begins.
      _todo integer[] := ARRAY[_count];
      _from integer := 1;
      _to integer;
      -- What was evaluated, from which unit to which, and of each of these the end of its rows.
      _given ${names.row}[];
      _since integer := 1;
      _evaluated integer := 0;
      _ends integer[];
      _known bigint;
      _inserted bigint;
      _taken boolean;
      _gone ${names.lineage}[];
      _before jsonb[];
      _documents jsonb[];
      _keys jsonb[];
      _again record;
      _constraint text;
      _column text;
      _table text;
      _schema text;
    BEGIN
      ${projection.query.grouped ? lockGroups(projection) : ""}
      ${forget(projection)}
      WHILE pg_catalog.cardinality(_todo) > 0 LOOP
        _to := _todo[pg_catalog.cardinality(_todo)];
        _units := _all[_from : _to];
        _rows := NULL;
        _known := NULL;
        _before := NULL;
        _taken := true;
        BEGIN
          ${rowsOfPart(projecting)}
          ${isTree ? oneAfterTheOther : ""}
          SELECT pg_catalog.count(*) INTO _known
            ${knownOfUnits(projection)};
          -- Many units that a row belongs to have never had a row.
          IF _rows IS NOT NULL OR _known > 0 THEN
            ${writeRows(projecting)}
            ${recordLeftOut(projection)}
            ${recordWaiting(projecting)}
          END IF;
        EXCEPTION
          WHEN OTHERS THEN
            IF pg_catalog.left(SQLSTATE, 2) = ANY ('{${passing.join(",")}}') THEN RAISE; END IF;
            -- Another transaction may have projected them meanwhile, of what was not there yet.
            IF SQLSTATE = '23505' AND _known <> (SELECT pg_catalog.count(*) ${knownOfUnits(projection)}) THEN
              _evaluated := 0;
              CONTINUE;
            END IF;
            IF _to > _from THEN
              _todo := _todo || (_from + _to - 1) / 2;
              CONTINUE;
            END IF;
            ${quarantine(projecting)}
            _taken := false;
        END;
        IF _taken THEN
          ${retrySql(projecting)}
        END IF;
        _from := _to + 1;
        _todo := pg_catalog.trim_array(_todo, 1);
      END LOOP;
    END;`;
}

// Two links that close a cycle together are seen only one after the other.
const oneAfterTheOther = block`
  IF _to > _from THEN
    _todo := _todo || ARRAY(SELECT place FROM pg_catalog.generate_series(_to - 1, _from, -1) AS place);
    CONTINUE;
  END IF;`;

function knownOfUnits(projection: Projection): string {
  const { lineage } = lineageNames(projection.name);
  return `FROM ${lineage} AS known JOIN pg_catalog.unnest(_units) AS ${units} ON ${sameUnit(projection, "known", units)}`;
}

// Who reads a group before another has committed to it would make its row without that: so one at a time.
// There are so many locks at most, whatever a statement writes.
function lockGroups(projection: Projection): string {
  const unit = unitList(projection, units).join(", ");
  return block`
    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext(${literal(projection.name)}), slot)
       FROM (SELECT DISTINCT pg_catalog.hashtext(ROW(${unit})::text) & 1023 AS slot
               FROM pg_catalog.unnest(_units) AS ${units} ORDER BY 1) AS slots;`;
}
