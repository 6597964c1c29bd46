import { tableSql } from "../catalog/table-sql.js";
import { documentOfRow } from "../ledger/document.js";
import { lineageNames, unprojected, waiting } from "../ledger/lineage.js";
import type { PlannedPlace, PlannedProjection, RetiredTable } from "../plan/planned-projection.js";
import { literal } from "../session/literal.js";
import { unitColumn } from "./evaluate.js";

/** What may have become of a row of a source table. Each row is in one of these classes. */
export const classes = [
  "projected",
  "repaired",
  "quarantined",
  "waiting",
  "left out",
  "unaccounted",
] as const;

export type Class = (typeof classes)[number];

/**
 * SQL of all rows of a table with what has become of them: `class`, `reason`, `rule`, and the row as `source`.
 * Several projections may take the same row: of those that are made of it, the one with the worst outcome
 * counts; only if there is none, those that look something up in it, of which the best counts.
 */
export function classedRows(
  table: RetiredTable,
  projections: readonly PlannedProjection[],
): string {
  const unplaced = table.leftOut === undefined ? "unaccounted" : "left out";
  const placed = placedRows(table, projections);
  return `SELECT COALESCE(placed.class, ${literal(unplaced)}) AS class, placed.rule,
      CASE WHEN placed.class IS NULL THEN ${literal(table.leftOut ?? null)} ELSE placed.reason END AS reason,
      placed.class IS NOT NULL AS placed, source
    FROM ${tableSql(table.table)} AS source
    LEFT JOIN (${placed}) AS placed ON placed._table = source.tableoid AND placed._row = source.ctid`;
}

/** SQL that puts the documents of rows that are in no target into the quarantine, for good. */
export function keepUnprojectedSql(
  table: RetiredTable,
  columns: readonly string[],
  projections: readonly PlannedProjection[],
  { quarantine, step }: { readonly quarantine: string; readonly step: string },
): string {
  const document = (names: readonly string[]) =>
    documentOfRow(
      names.map((name) => ({ name })),
      "(source)",
    );
  return `INSERT INTO ${quarantine} (step, relation, key, "row", reason)
    SELECT ${literal(step)}, ${literal(table.table)}, ${document(table.key)}, ${document(columns)},
           CASE class WHEN 'quarantined' THEN reason ELSE class || ': ' || reason END
      FROM (${classedRows(table, projections)}) AS classed
     WHERE placed AND class IN ('quarantined', 'waiting', 'left out')`;
}

/**
 * The rows that come into a projection, with the class that counts. A row that a projection is made of is looked for
 * nowhere else: others may come upon it any number of times.
 */
function placedRows({ table }: RetiredTable, projections: readonly PlannedProjection[]): string {
  const places = projections.flatMap((projection) =>
    projection.places
      .filter((place) => place.table === table)
      .map((place) => ({ projection, place })),
  );
  const own = worst(places.filter(({ place }) => place.own));
  const others = places.filter(({ place }) => !place.own);
  if (others.length === 0) return own;
  const elsewhere =
    "NOT EXISTS (SELECT FROM own WHERE own._table = one._table AND own._row = one._row)";
  return `WITH own AS MATERIALIZED (${own})
    SELECT * FROM own UNION ALL SELECT * FROM (${worst(others, elsewhere)}) AS others`;
}

/** The rows of some places, each once, in the class that counts. */
function worst(places: readonly In[], where = "true"): string {
  const [first] = places;
  if (!first) return noRows;
  const all = places.map((one) => placedIn(one, where)).join("\nUNION ALL\n");
  const isOnce = places.length === 1 && first.place.own && !first.projection.grouped;
  const once = isOnce ? "" : "DISTINCT ON (_table, _row)";
  const order = isOnce ? "" : "ORDER BY _table, _row, rank";
  return `SELECT ${once} _table, _row, class, reason, rule FROM (${all}) AS one ${order}`;
}

const noRows =
  "SELECT NULL::oid AS _table, NULL::tid AS _row, NULL::text AS class, NULL::text AS reason, NULL::text AS rule WHERE false";

interface In {
  readonly projection: PlannedProjection;
  readonly place: PlannedPlace;
}

function placedIn({ projection, place }: In, where: string): string {
  const { lineage, unit } = lineageNames(projection.name);
  const parts = (row?: string) => partsOf(projection, row);
  return `SELECT one._table, one._row, ${rankOf(place)} AS rank, ${classOf(place)} AS class,
      COALESCE(failed.reason${place.own ? ", known.repaired" : ""}) AS reason, known.rule
    FROM (${place.rows}) AS one
    LEFT JOIN (SELECT ${parts().join(", ")}, pg_catalog.min(pg_catalog.array_to_string(repaired, '; ')) AS repaired,
                      pg_catalog.min(rule) AS rule, true AS there FROM ${lineage} GROUP BY ${parts().join(", ")}) AS known
      ON ${sameUnit(projection, "known", "one")}
    LEFT JOIN (SELECT (pg_catalog.jsonb_populate_record(NULL::${unit}, unprojected.unit)).*, reason,
                      CASE WHEN EXISTS (SELECT FROM ${waiting} AS waiting
                                         WHERE waiting.projection = unprojected.projection AND waiting.unit = unprojected.unit)
                           THEN 'waiting' ELSE state END AS state
                 FROM ${unprojected} AS unprojected WHERE projection = ${literal(projection.name)}) AS failed
      ON ${sameUnit(projection, "failed", "one")}
   WHERE (known.there OR failed.state IS NOT NULL) AND ${where}`;
}

function classOf({ own }: PlannedPlace): string {
  const projected = own
    ? "WHEN known.repaired IS NOT NULL THEN 'repaired' WHEN known.there THEN 'projected'"
    : "WHEN known.there THEN 'projected'";
  const failed = "WHEN failed.state IN ('quarantined', 'waiting') THEN failed.state";
  return `CASE ${own ? `${failed} ${projected}` : `${projected} ${failed}`} ELSE 'left out' END`;
}

function rankOf(place: PlannedPlace): string {
  const order: readonly Class[] = place.own
    ? ["quarantined", "waiting", "repaired", "projected", "left out"]
    : ["projected", "quarantined", "waiting", "left out"];
  const ranks = order.map(
    (one, index) => `WHEN ${literal(one)} THEN ${(place.own ? 0 : 10) + index}`,
  );
  return `CASE ${classOf(place)} ${ranks.join(" ")} END`;
}

/** The parts of a unit, as SQL. */
export function partsOf({ parts }: PlannedProjection, row?: string): string[] {
  const names = Array.from({ length: parts }, (_, index) => unitColumn(index));
  return row === undefined ? names : names.map((name) => `${row}.${name}`);
}

/** A unit as one value, which is equal to another also where parts of both are null. */
export function unitOf(projection: PlannedProjection, row: string): string {
  return `ROW(${partsOf(projection, row).join(", ")})::${lineageNames(projection.name).unit}`;
}

/** SQL: whether two relations have the same unit, in a form that can be hashed, and that the lineage's index serves. */
export function sameUnit(projection: PlannedProjection, one: string, other: string): string {
  if (projection.nullable) return `${unitOf(projection, one)} = ${unitOf(projection, other)}`;
  const [left, right] = [partsOf(projection, one), partsOf(projection, other)];
  return left.map((part, index) => `${part} = ${right[index]}`).join(" AND ");
}
