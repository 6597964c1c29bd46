import { sqlName } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { CapturedTable, SumRow } from "../ledger/baseline.js";
import { stepKey } from "../ledger/step-key.js";
import type { Plan } from "../plan/plan.js";
import { type Queryable, queryable } from "../session/queryable.js";
import type { Session } from "../session/session.js";
import { shapeInTable } from "./captured-table.js";
import { type Contents, commonColumns, inOrderOf, isNamed } from "./contents.js";
import { readExpected } from "./expected.js";
import { findRows } from "./find-rows.js";
import { extraSums, fingerprintSql, keySums } from "./fingerprint.js";
import { add, countRows, isZero, type Sum, type Sums } from "./sums.js";
import type { TableVerification } from "./verification.js";

/**
 * Compares the rows of one table with what they should be, in one snapshot and one scan; a second one
 * only when they differ, to name the rows.
 */
export async function verifyTable(
  session: Session,
  plan: Plan,
  contents: Contents,
): Promise<TableVerification> {
  const name = plainName(contents.table);
  return session.inTransaction(`verify ${name}`, { scans: true, snapshot: true }, (client) =>
    compare(queryable(client), plan, contents),
  );
}

async function compare(
  reader: Queryable,
  { steps }: Plan,
  contents: Contents,
): Promise<TableVerification> {
  const expected = await readExpected(reader, contents, changingSteps(steps, contents));
  const columns = commonColumns(contents);
  const captured = contents.sources[0] as CapturedTable;
  const rows = await reader.query<SumRow>(
    fingerprintSql(shapeInTable(captured, contents.table), sqlName(contents.table)),
  );
  // What is expected less what is found: zero everywhere when all is well.
  const { sums, ...counts } = expected;
  add(sums, inOrderOf(columns, captured, rows), -1n);
  const wrong = new Map([...sums].filter(([, sum]) => !isZero(compared(sum, contents, columns))));
  const now = countRows(rows);
  const { before, missing } = { before: [...contents.sources], missing: missingRows(sums) };
  return {
    sources: before.map((one) => ({ table: one.relation, rows: one.rows })),
    table: plainName(contents.table),
    ...counts,
    now,
    expected: now + missing,
    differing: columns.filter((_, at) =>
      [...sums.values()].some(({ values }) => values[at] !== 0n),
    ),
    rows: wrong.size === 0 ? [] : await findRows(reader, contents, wrong),
    ok: wrong.size === 0,
  };
}

/** What originals of repaired values are filed under. */
function changingSteps(steps: Plan["steps"], contents: Contents): string[] {
  const changing = steps.filter(({ table }) => table !== undefined && isNamed(contents, table));
  return changing.map(({ id }) => stepKey(id));
}

// Where a key is a number in one source and a text in another, it cannot be summed up.
function compared({ rows, values }: Sum, { sources }: Contents, columns: readonly string[]): Sum {
  const same = sources.every(({ keyNumber }) => keyNumber === sources[0]?.keyNumber);
  return { rows, values: same ? values : values.slice(0, columns.length + extraSums - keySums) };
}

function missingRows(sums: Sums): number {
  return Number([...sums.values()].reduce((rows, sum) => rows + sum.rows, 0n));
}
