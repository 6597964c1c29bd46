import { codeOf } from "@deepiri/database/session";
import { lineageNames } from "../../ledger/lineage.js";
import type { PlannedProjection } from "../../plan/planned-projection.js";
import {
  compareAllSql,
  compareUnitsSql,
  type Differing,
  differences,
  extraUnitsSql,
  soundUnitsSql,
} from "../../projection/compare-sql.js";
import { passing } from "../../projection/passing.js";
import type { Queryable } from "../../session/queryable.js";
import type { DifferingRows, ProjectionVerification } from "./projections-verification.js";

/** How many keys are named. */
export const samples = 5;

/** Units whose query is evaluated at once where it fails on some. */
const batchSize = 500;

/**
 * Compares what the query of a projection says with the target, in a transaction of the caller's. It is the
 * query as it was written; only where that fails on some rows, it is evaluated for all others a batch at a time.
 */
export async function compareProjection(
  reader: Queryable,
  projection: PlannedProjection,
): Promise<ProjectionVerification> {
  const { name, to, places } = projection;
  const [count] = await reader.query<{ rows: number }>(
    `SELECT pg_catalog.count(*)::float8 AS rows FROM ${lineageNames(name).lineage}`,
  );
  const whole = await unlessRefused(reader, () =>
    reader.query<Differing>(compareAllSql(projection, samples)),
  );
  const { found, failing } = whole
    ? { found: whole, failing: 0 }
    : await compareInBatches(reader, projection);
  const differing = named(projection, found);
  return {
    name,
    from: [...new Set(places.map(({ table }) => table))],
    to,
    rows: count?.rows ?? 0,
    differing,
    failing,
    compared: whole ? "whole" : "in batches",
    ok: differing.length === 0 && failing === 0,
  };
}

interface Found {
  readonly found: readonly Differing[];
  readonly failing: number;
}

async function compareInBatches(reader: Queryable, projection: PlannedProjection): Promise<Found> {
  const found: Differing[] = [
    ...(await reader.query<Differing>(extraUnitsSql(projection, samples))),
  ];
  let failing = 0;
  await reader.query(`DECLARE _units NO SCROLL CURSOR FOR ${soundUnitsSql(projection)}`);
  for (;;) {
    const units = await reader.query<{ unit: unknown }>(`FETCH ${batchSize} FROM _units`);
    if (units.length === 0) break;
    const batch = await compareUnits(
      reader,
      projection,
      units.map(({ unit }) => unit),
    );
    found.push(...batch.found);
    failing += batch.failing;
  }
  await reader.query("CLOSE _units");
  return { found, failing };
}

/** Half by half where the query fails, down to the units that it fails on. */
async function compareUnits(
  reader: Queryable,
  projection: PlannedProjection,
  units: readonly unknown[],
): Promise<Found> {
  const found = await unlessRefused(reader, () =>
    reader.query<Differing>(compareUnitsSql(projection, samples), [JSON.stringify(units)]),
  );
  if (found) return { found, failing: 0 };
  if (units.length === 1) return { found: [], failing: 1 };
  const half = Math.ceil(units.length / 2);
  const first = await compareUnits(reader, projection, units.slice(0, half));
  const second = await compareUnits(reader, projection, units.slice(half));
  return { found: [...first.found, ...second.found], failing: first.failing + second.failing };
}

/** Whether an error is one of values in rows, rather than of the statement or the session. */
export function isOfRows(code: string | undefined): boolean {
  return (
    /^[0-9A-Z]{5}$/.test(code ?? "") && ![...passing, "42"].some((one) => code?.startsWith(one))
  );
}

/** What `ask` gives; undefined where the server refuses a value, and the transaction goes on. */
async function unlessRefused<Result>(
  reader: Queryable,
  ask: () => Promise<Result>,
): Promise<Result | undefined> {
  await reader.query("SAVEPOINT _asked");
  try {
    const result = await ask();
    await reader.query("RELEASE SAVEPOINT _asked");
    return result;
  } catch (error) {
    if (!isOfRows(codeOf(error))) throw error;
    await reader.query("ROLLBACK TO SAVEPOINT _asked");
    return undefined;
  }
}

/** Sums up the batches, and names the columns. */
function named({ columns }: PlannedProjection, found: readonly Differing[]): DifferingRows[] {
  return differences.flatMap((how) => {
    const some = found.filter((one) => one.how === how);
    if (some.length === 0) return [];
    const sums = columns.map(({ name }, index) => ({
      column: name,
      rows: some.reduce((sum, one) => sum + (one.columns[index] ?? 0), 0),
    }));
    return [
      {
        how,
        rows: some.reduce((sum, { rows }) => sum + rows, 0),
        columns: sums.filter(({ rows }) => rows > 0),
        keys: some.flatMap(({ keys }) => keys).slice(0, samples),
      },
    ];
  });
}
