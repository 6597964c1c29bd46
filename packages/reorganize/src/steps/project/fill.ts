import { quoteIdentifier } from "@deepiri/database";
import { columnOf, primaryKey, sqlName } from "../../catalog/catalog.js";
import { fromDocument, keyOf } from "../../ledger/document.js";
import { lineageNames } from "../../ledger/lineage.js";
import type { Batches } from "../../plan/step.js";
import { unitColumn } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { unitsSql } from "../../projection/units.js";
import { functionSettings } from "../../session/open.js";
import { block } from "../shared/block.js";
import { analyzeGrown } from "./analyze.js";
import { unitList } from "./columns.js";
import { lookingUp, onlyRecorded } from "./projecting.js";

/** Units of one batch at most: a program that writes one of them waits until it has committed. */
const most = 500;

/** Whether the units are rows with a key along which they can be walked. */
export function walksKey({ query, sources: [first] }: Projection): boolean {
  return (
    !query.grouped && first !== undefined && primaryKey(first.table).length === query.unit.length
  );
}

/**
 * SQL that numbers all units there are in their order, for a walk along them: those of one old row come together. What is
 * written later, triggers see to.
 */
export async function stageSql(projection: Projection): Promise<string[]> {
  const { staged } = lineageNames(projection.name);
  const columns = projection.unitTypes.map((type, index) => `${unitColumn(index)} ${type}`);
  const units = unitList(projection).join(", ");
  return [
    `CREATE TABLE ${staged} (place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${columns.join(", ")})`,
    `INSERT INTO ${staged} (${units}) SELECT * FROM (${await unitsSql(projection.query)}) AS all_units (${units}) ORDER BY ${units}`,
    `ANALYZE ${staged}`,
  ];
}

/** The function that brings the target in step with the next units. */
export function fillFunction(projection: Projection): string {
  const names = lineageNames(projection.name);
  const { batch, cursor, end } = walksKey(projection)
    ? alongKey(projection)
    : alongStaged(projection);
  return block`
    CREATE OR REPLACE FUNCTION ${names.fill}(_cursor jsonb, _size integer) RETURNS TABLE (reached jsonb, handled bigint)
    LANGUAGE plpgsql SECURITY DEFINER ${functionSettings} ${lookingUp} ${onlyRecorded}
    AS $reorganize$
    #variable_conflict use_column
    DECLARE
      _units ${names.unit}[];
      _last jsonb;
    BEGIN
      _size := LEAST(_size, ${String(most)});
      IF _cursor IS NULL THEN
        ${selectBatch(projection, batch(""), end)}
      ELSE
        ${selectBatch(projection, batch(cursor), end)}
      END IF;
      handled := COALESCE(pg_catalog.cardinality(_units), 0);
      IF handled = _size THEN reached := _last; END IF;
      PERFORM ${names.project}(_units);
      ${analyzeGrown(projection)}
      RETURN NEXT;
    END $reorganize$`;
}

interface Walk {
  /** A query of the next units in their order, given where to begin. */
  readonly batch: (where: string) => string;
  readonly cursor: string;
  /** The place of the last of them as a document. */
  readonly end: string;
}

function selectBatch({ name, query }: Projection, batch: string, end: string): string {
  const { unit } = lineageNames(name);
  const order = query.unit.map((_, index) => unitColumn(index)).join(", ");
  return block`
    SELECT pg_catalog.array_agg(ROW(${order})::${unit} ORDER BY place), (pg_catalog.array_agg(${end} ORDER BY place DESC))[1]
      INTO _units, _last
      FROM (SELECT *, pg_catalog.row_number() OVER () AS place FROM (${batch}) AS walked) AS batch;`;
}

// Whoever changes one of these rows waits, or has committed and is seen: so none comes back or stays old.
function alongKey(projection: Projection): Walk {
  const { table } = projection.sources[0] as Projection["sources"][number];
  const key = primaryKey(table).map(
    (name) => columnOf(table, name) as NonNullable<ReturnType<typeof columnOf>>,
  );
  const names = key.map(({ name }) => quoteIdentifier(name)).join(", ");
  const columns = key.map(({ name }, index) => `${quoteIdentifier(name)} AS ${unitColumn(index)}`);
  const bounds = key.map((column) => fromDocument("_cursor", column)).join(", ");
  return {
    batch: (where) =>
      `SELECT ${columns.join(", ")} FROM ${sqlName(table)} ${where} ORDER BY ${names} LIMIT _size FOR SHARE`,
    cursor: `WHERE (${names}) > (${bounds})`,
    end: keyOf(key.map((column, index) => ({ ...column, sql: unitColumn(index) }))),
  };
}

function alongStaged(projection: Projection): Walk {
  const { staged } = lineageNames(projection.name);
  const columns = unitList(projection).join(", ");
  return {
    batch: (where) =>
      `SELECT ${columns}, place AS at FROM ${staged} ${where} ORDER BY place LIMIT _size`,
    cursor: "WHERE place > _cursor::bigint",
    end: "pg_catalog.to_jsonb(at)",
  };
}

/** Batches that fill the target. */
export function fillRun({ name }: Projection): Batches {
  const { fill } = lineageNames(name);
  const sql = `SELECT reached AS cursor, handled AS rows FROM ${fill}($1::jsonb, $2::integer)`;
  return { how: "batches", first: sql, next: sql };
}
