import { sqlName } from "../../catalog/catalog.js";
import { plainName, plainNameSql } from "../../catalog/table-name.js";
import { lineageNames, unprojected, waiting } from "../../ledger/lineage.js";
import { units } from "../../projection/evaluate.js";
import { passing } from "../../projection/passing.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { block, lines } from "../shared/block.js";
import { whyRefused } from "../shared/why-refused.js";
import {
  at,
  columnList,
  givenKey,
  givenValue,
  isKept,
  keyList,
  remark,
  sameKey,
  sameUnit,
  unitDocument,
  unitList,
  unitRow,
} from "./columns.js";
import {
  assignmentsOf,
  declaredSettings,
  isAsGiven,
  lateOrGiven,
  type Projecting,
} from "./projecting.js";
import { type Reference, type WatchedKeys, waitSql, watchedKey } from "./references.js";
import { removeGone, sameKeys } from "./remove-gone.js";
import { noteBefore, retrySql } from "./retry.js";

/** Units that one call handles at once; of more it takes as many at a time. */
function mostOf({ references }: Projecting): string {
  // Two links that close a cycle together are seen only one after the other.
  return references.some(({ tree }) => tree) ? "1" : "500";
}

/**
 * The function that brings the target in step with some units: it evaluates the query for them, and deletes,
 * inserts and updates what differs. Units that the server refuses are found by halves, and recorded with the
 * reason; the earlier version of their rows stays. It has rights and settings of who calls it, which is always a
 * function of ours: to set them once more takes longer than to project a unit.
 */
export function projectFunction(projecting: Projecting): string {
  const { projection } = projecting;
  const names = lineageNames(projection.name);
  const most = mostOf(projecting);
  return block`
    CREATE OR REPLACE FUNCTION ${names.project}(_units ${names.unit}[]) RETURNS void
    LANGUAGE plpgsql SET session_replication_role = origin ${declaredSettings(projection)}
    AS $reorganize$
    #variable_conflict use_column
    DECLARE
      _rows ${names.row}[];
      _gone ${names.lineage}[];
      _before jsonb[];
      _part record;
      _count integer := COALESCE(pg_catalog.cardinality(_units), 0);
      _half integer;
      _inserted bigint;
      _constraint text;
      _column text;
      _table text;
      _schema text;
      _again record;
    BEGIN
      IF _count = 0 THEN RETURN; END IF;
      IF _count > ${most} THEN
        FOR _part IN
          SELECT pg_catalog.array_agg(${units} ORDER BY place) AS units
            FROM (SELECT ROW(${unitList(projection, "one").join(", ")})::${names.unit} AS ${units}, place
                    FROM pg_catalog.unnest(_units) WITH ORDINALITY AS one (${[...unitList(projection), "place"].join(", ")})) AS all_units
           GROUP BY (place - 1) / ${most} ORDER BY (place - 1) / ${most}
        LOOP
          PERFORM ${names.project}(_part.units);
        END LOOP;
        RETURN;
      END IF;
      ${silenceTriggers(projection)}
      ${projection.query.grouped ? lockGroups(projection) : ""}
      BEGIN
        ${forget(projection)}
        ${evaluate(projecting)}
        ${refuseUnreferred(projecting)}
        IF EXISTS (SELECT FROM ${names.lineage} AS known
                     JOIN pg_catalog.unnest(_units) AS ${units} ON ${sameUnit(projection, "known", units)}) THEN
          ${refuseTwice(projecting)}
          ${noteBefore(projecting)}
          ${removeGone(projecting)}
          ${insertNew(projecting)}
        ELSE
          ${insertAll(projecting)}
        END IF;
        GET DIAGNOSTICS _inserted = ROW_COUNT;
        ${recordLineage(projection)}
        IF ${projecting.references.some(({ cyclic }) => cyclic) ? "true" : "_inserted < pg_catalog.cardinality(_rows)"} THEN
          ${updateOthers(projecting)}
        END IF;
        ${recordLeftOut(projection)}
        ${recordWaiting(projecting)}
      EXCEPTION
        WHEN OTHERS THEN
          IF pg_catalog.left(SQLSTATE, 2) = ANY ('{${passing.join(",")}}') THEN RAISE; END IF;
          IF _count > 1 THEN
            _half := _count / 2;
            PERFORM ${names.project}(_units[1 : _half]);
            PERFORM ${names.project}(_units[_half + 1 : _count]);
            RETURN;
          END IF;
          GET STACKED DIAGNOSTICS _constraint = CONSTRAINT_NAME, _column = COLUMN_NAME,
            _table = TABLE_NAME, _schema = SCHEMA_NAME;
          ${refuseUnseen(projecting)}
          ${quarantine(projecting)}
          RETURN;
      END;
      ${retrySql(projecting)}
    END $reorganize$`;
}

// Whenever that setting changes, the server forgets all plans of the session, those of the program too: so it
// does only where a trigger would fire. With its end the function sets it back.
function silenceTriggers({ to: table, settings }: Projection): string {
  if (Object.keys(settings).length > 0)
    return "PERFORM pg_catalog.set_config('session_replication_role', 'replica', true);";
  const name = `${literal(sqlName(table))}::pg_catalog.regclass`;
  const all = table.partitioned
    ? `IN (SELECT relid FROM pg_catalog.pg_partition_tree(${name}))`
    : `= ${name}`;
  return block`
    IF EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid ${all} AND NOT tgisinternal AND tgenabled = 'O') THEN
      PERFORM pg_catalog.set_config('session_replication_role', 'replica', true);
    END IF;`;
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

/** SQL that evaluates the query for `_units` into `_rows`. */
export function evaluate({ projection, evaluate: query }: Projecting): string {
  const { row } = lineageNames(projection.name);
  return block`
    WITH ${units} AS (SELECT * FROM pg_catalog.unnest(_units))
    SELECT pg_catalog.array_agg(ROW(one.*)::${row}) INTO _rows FROM (
      ${query}) AS one;`;
}

function insertAll({ projection, references }: Projecting): string {
  const later = new Set(references.filter(({ cyclic }) => cyclic).flatMap(({ late }) => late));
  const values = projection.columns.map(({ name }) =>
    later.has(name) ? "NULL" : lateOrGiven({ projection, references }, name),
  );
  return block`
    INSERT INTO ${sqlName(projection.to)} (${columnList(projection).join(", ")}) OVERRIDING SYSTEM VALUE
    SELECT ${values.join(", ")} FROM pg_catalog.unnest(_rows) AS one
     WHERE ${isKept(projection, "one")};`;
}

// A key that one unit gave and now another one of these gives keeps its row.
function insertNew(projecting: Projecting): string {
  const { projection } = projecting;
  const { lineage } = lineageNames(projection.name);
  return block`
    ${insertAll(projecting).replace(/;$/, "")}
       AND NOT EXISTS (SELECT FROM ${lineage} AS known
                          JOIN ${sqlName(projection.to)} AS theirs ON ${sameKeys(projection, "theirs", "known")}
                        WHERE ${sameKey(projection, "known", "one")}
                          AND (${sameUnit(projection, "known", "one")} OR ${unitRow(projection, "known")} = ANY (_units)));`;
}

// In a transaction with one snapshot a key may be held by a row that it does not see: then it has to be tried
// again as a whole. The server says so by itself when it comes upon such a row.
function refuseUnseen(projecting: Projecting): string {
  return block`
    IF SQLSTATE = '23505' AND pg_catalog.current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
      BEGIN
        ${insertNew(projecting).replace(/;$/, "")}
        ON CONFLICT DO NOTHING;
        RAISE EXCEPTION 'none is unseen';
      EXCEPTION
        WHEN serialization_failure THEN RAISE;
        WHEN OTHERS THEN NULL;
      END;
    END IF;`;
}

// As the server refuses rows that break a foreign key.
function refuseUnreferred({ projection, references }: Projecting): string {
  return references
    .filter(({ declared }) => declared)
    .map(
      (reference) => block`
        IF EXISTS (SELECT FROM pg_catalog.unnest(_rows) AS one
                    WHERE ${isKept(projection, "one")} AND ${reference.given("one")} AND NOT ${reference.found("one")}) THEN
          RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', MESSAGE = ${literal(reference.name)}, CONSTRAINT = ${literal(reference.name)};
        END IF;`,
    )
    .join("\n");
}

// As the server refuses a key that is there twice. Among rows that keep a key from one unit to another it would not see
// it, and the one would take the place of the other without a word.
function refuseTwice({ projection }: Projecting): string {
  const name = projection.to.constraints.find(({ kind }) => kind === "primary key")?.name ?? "";
  return block`
    IF EXISTS (SELECT FROM pg_catalog.unnest(_rows) AS one WHERE ${isKept(projection, "one")}
                GROUP BY ${givenKey(projection, "one").join(", ")} HAVING pg_catalog.count(*) > 1) THEN
      RAISE EXCEPTION USING ERRCODE = 'unique_violation', MESSAGE = ${literal(name)}, CONSTRAINT = ${literal(name)};
    END IF;`;
}

function recordLineage(projection: Projection): string {
  const { lineage } = lineageNames(projection.name);
  const key = keyList(projection).join(", ");
  const repaired = remark(projection, "_repaired", "one");
  const changing = [...unitList(projection), "repaired", "rule", "adopted"];
  const values = [
    ...givenKey(projection, "one"),
    ...unitList(projection, "one"),
    repaired === undefined ? "NULL" : `NULLIF(${repaired}, '{}')`,
    remark(projection, "_rule", "one") ?? "NULL",
    "false",
  ];
  return block`
    INSERT INTO ${lineage} AS known (${[key, ...changing].join(", ")})
    SELECT ${values.join(", ")} FROM pg_catalog.unnest(_rows) AS one WHERE ${isKept(projection, "one")}
    ON CONFLICT (${key}) DO UPDATE SET ${changing.map((name) => `${name} = EXCLUDED.${name}`).join(", ")}
     WHERE (${changing.map((name) => `known.${name}`).join(", ")}) IS DISTINCT FROM (${changing.map((name) => `EXCLUDED.${name}`).join(", ")});`;
}

function updateOthers(projecting: Projecting): string {
  const { projection } = projecting;
  const changing = assignmentsOf(projecting);
  if (changing.length === 0) return "";
  return block`
    UPDATE ${sqlName(projection.to)} AS theirs
       SET ${lines(changing.map(({ name, value }) => `${at(undefined, name)} = ${value}`))}
      FROM pg_catalog.unnest(_rows) AS one
     WHERE ${isKept(projection, "one")} AND ${sameKey(projection, "theirs", "one")}
       AND NOT ${isAsGiven(projecting)};`;
}

function forget({ name }: Projection): string {
  const filed = literal(name);
  return block`
    IF EXISTS (SELECT FROM ${unprojected} WHERE projection = ${filed}) THEN
      DELETE FROM ${unprojected} USING pg_catalog.unnest(_units) AS ${units}
       WHERE projection = ${filed} AND unit = pg_catalog.to_jsonb(${units}.*);
      DELETE FROM ${waiting} USING pg_catalog.unnest(_units) AS ${units}
       WHERE projection = ${filed} AND unit = pg_catalog.to_jsonb(${units}.*);
    END IF;`;
}

function recordLeftOut(projection: Projection): string {
  const leftOut = remark(projection, "_left_out", "one");
  const filed = literal(projection.name);
  if (leftOut === undefined) return "";
  return block`
    INSERT INTO ${unprojected} (projection, unit, state, reason)
    SELECT ${filed}, ${unitDocument(projection, "one")}, 'left out', pg_catalog.min(${leftOut})
      FROM pg_catalog.unnest(_rows) AS one WHERE ${leftOut} IS NOT NULL GROUP BY 2
    ON CONFLICT (projection, unit) DO UPDATE SET state = EXCLUDED.state, reason = EXCLUDED.reason;`;
}

function recordWaiting({ projection, references }: Projecting): string {
  return references
    .filter(({ late }) => late.length > 0)
    .map(
      (reference) => block`
        INSERT INTO ${unprojected} (projection, unit, state, reason)
        SELECT ${literal(projection.name)}, ${unitDocument(projection, "one")}, 'waiting', ${literal(`its ${reference.late.join(", ")} leads to no row of ${reference.parent}${reference.tree ? ", or back to its own" : ""}`)}
          FROM pg_catalog.unnest(_rows) AS one
         WHERE ${isKept(projection, "one")} AND ${reference.given("one")} AND NOT ${reference.found("one")}
        ON CONFLICT (projection, unit) DO NOTHING;
        ${waitSql(projection, reference, `${isKept(projection, "one")} AND NOT ${reference.found("one")} AND ${reference.mayCome("one")}`)}`,
    )
    .join("\n");
}

function quarantine({ projection, references, watched }: Projecting): string {
  const filed = literal(projection.name);
  const required = references.filter(({ cyclic }) => !cyclic);
  const waits = (one: Reference): string => block`
    IF _constraint = ${literal(one.name)} THEN
      ${waitSql(projection, one, "true")}
    END IF;`;
  return block`
    INSERT INTO ${unprojected} (projection, unit, state, reason)
    SELECT ${filed}, pg_catalog.to_jsonb(${units}.*), 'quarantined', ${whyRefused(projection.to)}
      FROM pg_catalog.unnest(_units) AS ${units}
    ON CONFLICT (projection, unit) DO UPDATE SET state = EXCLUDED.state, reason = EXCLUDED.reason;
    DELETE FROM ${waiting} USING pg_catalog.unnest(_units) AS ${units}
     WHERE projection = ${filed} AND unit = pg_catalog.to_jsonb(${units}.*);
    ${watched.unique.length === 0 ? "" : waitForUnique(projection, watched.unique)}
    IF SQLSTATE IN ('23503', '23001') THEN
      ${required.map(waits).join("\n")}
      IF _constraint <> ALL (ARRAY[${required.map(({ name }) => literal(name)).join(", ")}]::text[]) THEN
        -- A row still refers to one that goes.
        INSERT INTO ${waiting} (parent, key, projection, unit)
        SELECT ${plainNameSql("_schema", "_table")}, 'null', ${filed}, pg_catalog.to_jsonb(${units}.*)
          FROM pg_catalog.unnest(_units) AS ${units} ON CONFLICT DO NOTHING;
      END IF;
    END IF;`;
}

function waitForUnique(projection: Projection, lists: WatchedKeys["unique"]): string {
  const keys = lists.map(
    (list) => `(${watchedKey(list.map((name) => [name, givenValue(projection, name, "one")]))})`,
  );
  return block`
    IF SQLSTATE = '23505' THEN
      INSERT INTO ${waiting} (parent, key, projection, unit)
      SELECT DISTINCT ${literal(plainName(projection.to))}, taken.key, ${literal(projection.name)}, ${unitDocument(projection, "one")}
        FROM pg_catalog.unnest(_rows) AS one CROSS JOIN LATERAL (VALUES ${keys.join(", ")}) AS taken (key)
       WHERE taken.key IS NOT NULL AND ${isKept(projection, "one")}
      ON CONFLICT DO NOTHING;
    END IF;`;
}
