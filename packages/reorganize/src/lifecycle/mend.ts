import { codeOf } from "@deepiri/database/session";
import type { WorkOptions } from "../executor/events.js";
import { lineageNames, unprojected } from "../ledger/lineage.js";
import type { Plan } from "../plan/plan.js";
import type { PlannedProjection } from "../plan/planned-projection.js";
import { differingUnitsSql } from "../projection/compare-sql.js";
import type { Session } from "../session/session.js";
import { everythingWritten } from "../steps/project/projecting.js";
import { isOfRows } from "../verify/projections/compare.js";

const batchSize = 500;

/**
 * Brings targets in step again where they differ from what their queries say: a row that was written while
 * another transaction changed one that it looks up, or what was written past the triggers. What is in
 * quarantine or waits is tried again as well.
 *
 * @returns how many units were projected again
 */
export async function mend(
  session: Session,
  { projections = [] }: Pick<Plan, "projections">,
  { signal }: Pick<WorkOptions, "signal"> = {},
): Promise<number> {
  let mended = 0;
  for (const projection of projections) {
    const units = await unitsToMend(session, projection);
    for (let first = 0; first < units.length; first += batchSize) {
      signal?.throwIfAborted();
      await projectAgain(session, projection, units.slice(first, first + batchSize));
    }
    mended += units.length;
  }
  return mended;
}

async function unitsToMend(
  session: Session,
  projection: PlannedProjection,
): Promise<readonly unknown[]> {
  const aside = `SELECT unit FROM ${unprojected} WHERE projection = $1 AND state <> 'left out'`;
  const both = (units: string): string => `SELECT unit FROM (${units}) AS one UNION ${aside}`;
  const read = async (units: string): Promise<unknown[]> => {
    const rows = await session.query<{ unit: unknown }>(both(units), [projection.name]);
    return rows.map(({ unit }) => unit);
  };
  try {
    return await read(differingUnitsSql(projection));
  } catch (error) {
    if (!isOfRows(codeOf(error))) throw error;
    // The query fails on some rows: then all are looked at one unit after the other.
    return await read(allUnitsSql(projection));
  }
}

function allUnitsSql({ name, units, parts }: PlannedProjection): string {
  const names = Array.from({ length: parts }, (_, index) => `_unit_${index + 1}`).join(", ");
  const { lineage, unit } = lineageNames(name);
  const document = `pg_catalog.to_jsonb(ROW(${names})::${unit})`;
  return `SELECT ${document} AS unit FROM (${units}) AS there UNION SELECT ${document} FROM ${lineage}`;
}

async function projectAgain(
  session: Session,
  { name }: PlannedProjection,
  units: readonly unknown[],
): Promise<void> {
  const { project, unit } = lineageNames(name);
  await session.inTransaction(`mend ${name}`, { scans: true, walks: true }, async (client) => {
    await client.query(`SET LOCAL ${everythingWritten}`);
    await client.query(
      `SELECT ${project}(ARRAY(
         SELECT pg_catalog.jsonb_populate_record(NULL::${unit}, one) FROM pg_catalog.jsonb_array_elements($1::jsonb) AS one))`,
      [JSON.stringify(units)],
    );
  });
}
