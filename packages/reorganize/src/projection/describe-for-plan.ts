import { columnOf } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { PlannedPlace, PlannedProjection } from "../plan/planned-projection.js";
import { comparedType } from "./compared-type.js";
import { evaluateSql, wholeSql } from "./evaluate.js";
import type { Projection } from "./projection.js";
import { isOwnPlace, rowsOfPlace } from "./rows-of-place.js";
import { unitsSql } from "./units.js";

/**
 * A projection as the plan holds it.
 *
 * @param late columns of the target that wait for the row that they lead to
 * @param inVain SQL of its units that wait for a row that is there
 */
export async function describeForPlan(
  projection: Projection,
  late: readonly string[],
  inVain: string,
): Promise<PlannedProjection> {
  const { name, to, key, columns, remarks, query, sources } = projection;
  return {
    name,
    to: plainName(to),
    key: key.map((column) => column.name),
    columns: columns.map((column) => ({
      name: column.name,
      type: comparedType(columnOf(to, column.name)?.type ?? column.type),
    })),
    late,
    remarks,
    parts: query.unit.length,
    grouped: query.grouped,
    nullable: query.nullable.includes(true),
    query: await wholeSql(query),
    ofUnits: await evaluateSql(query),
    units: await unitsSql(query),
    inVain,
    places: await Promise.all(sources.map((source) => placeOf(projection, source))),
  };
}

async function placeOf(
  { query }: Projection,
  { read, table }: Projection["sources"][number],
): Promise<PlannedPlace> {
  return {
    table: plainName(table),
    own: isOwnPlace(query, read),
    rows: await rowsOfPlace(query, read),
  };
}
