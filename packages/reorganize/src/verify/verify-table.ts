import type pg from "pg";
import { type Catalog, plainName, sqlName } from "../catalog/catalog.js";
import { stepKey } from "../ledger/step-key.js";
import type { Plan } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import { snapshotTerms } from "./baseline.js";
import { readExpected } from "./expected.js";
import { findRows } from "./find-rows.js";
import { extraSums, fingerprintSql, keySums } from "./fingerprint.js";
import { commonColumns, inOrderOf, isNamed, type Place } from "./place.js";
import { add, countRows, isZero, type Sum, type SumRow, type Sums } from "./sums.js";
import type { TableVerification } from "./verification.js";
import { shapeInTable, type WatchedTable } from "./watched-table.js";

/**
 * Compares the rows of one table with what they should be, in one snapshot and one scan; a second one
 * only when they differ, to name the rows.
 */
export async function verifyTable(
  session: Session,
  plan: Plan,
  place: Place,
  catalog: Catalog,
): Promise<TableVerification> {
  const name = plainName(place.table);
  return session.inTransaction(`verify ${name}`, { scans: true }, async (client) => {
    await client.query(snapshotTerms);
    return compare(client, plan, place, catalog);
  });
}

async function compare(
  client: pg.Client,
  { steps }: Plan,
  place: Place,
  catalog: Catalog,
): Promise<TableVerification> {
  const expected = await readExpected(client, place, changingSteps(steps, place));
  const columns = commonColumns(place);
  const watched = place.sources[0] as WatchedTable;
  const { rows } = await client.query<SumRow>(
    fingerprintSql(shapeInTable(watched, place.table, catalog), sqlName(place.table)),
  );
  // What is expected less what is found: zero everywhere when all is well.
  const { sums, ...counts } = expected;
  add(sums, inOrderOf(columns, watched, rows), -1n);
  const wrong = new Map([...sums].filter(([, sum]) => !isZero(compared(sum, place, columns))));
  const now = countRows(rows);
  const { before, missing } = { before: [...place.sources], missing: missingRows(sums) };
  return {
    sources: before.map((one) => ({ table: one.relation, rows: one.rows })),
    table: plainName(place.table),
    ...counts,
    now,
    expected: now + missing,
    differing: columns.filter((_, at) =>
      [...sums.values()].some(({ values }) => values[at] !== 0n),
    ),
    rows: wrong.size === 0 ? [] : await findRows(client, place, catalog, wrong),
    ok: wrong.size === 0,
  };
}

/** What originals of repaired values are filed under. */
function changingSteps(steps: Plan["steps"], place: Place): string[] {
  const changing = steps.filter(({ table }) => table !== undefined && isNamed(place, table));
  return changing.map(({ id }) => stepKey(id));
}

// Where a key is a number in one source and a text in another, it cannot be summed up.
function compared({ rows, values }: Sum, { sources }: Place, columns: readonly string[]): Sum {
  const same = sources.every(({ keyNumber }) => keyNumber === sources[0]?.keyNumber);
  return { rows, values: same ? values : values.slice(0, columns.length + extraSums - keySums) };
}

function missingRows(sums: Sums): number {
  return Number([...sums.values()].reduce((rows, sum) => rows + sum.rows, 0n));
}
