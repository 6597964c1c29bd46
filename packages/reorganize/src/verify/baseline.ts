import type { Table } from "../catalog/catalog.js";
import { readCatalog } from "../catalog/read-catalog.js";
import type { Counting } from "../executor/events.js";
import {
  baselineSql,
  type CapturedTable,
  insertBaseline,
  readBaselines,
  type SumRow,
} from "../ledger/baseline.js";
import { schemaSql } from "../ledger/schema-sql.js";
import { writtenSql } from "../ledger/written.js";
import type { Plan } from "../plan/plan.js";
import { queryable } from "../session/queryable.js";
import type { Session } from "../session/session.js";
import { captureWrites } from "./capture.js";
import { capturedTable, shapeInTable, sqlNameOf } from "./captured-table.js";
import { columnFates } from "./column-fates.js";
import { compactWritten } from "./compact-written.js";
import { fingerprintSql } from "./fingerprint.js";

/**
 * Captures writes to every source of the plan and fingerprints what is in it, before the first step.
 * Cut off, it can be run again: a baseline that was taken is kept.
 *
 * @param onTable called before each table; when it throws, nothing more is taken
 */
export async function takeBaseline(
  session: Session,
  plan: Plan,
  onTable: (counting: Counting) => void = () => {},
): Promise<void> {
  await session.transaction("make the tables of the baseline", [
    ...schemaSql,
    ...writtenSql,
    ...baselineSql,
  ]);
  const baselines = await readBaselines(session);
  await compactWritten(session, baselines);
  const taken = new Set(baselines.map(({ relation }) => relation));
  const catalog = await readCatalog(session);
  const of = plan.sources.length;
  for (const [index, source] of plan.sources.entries()) {
    const table = catalog.tables.get(source.from);
    if (!table || taken.has(source.from)) continue;
    onTable({ kind: "counting", table: source.from, position: index + 1, of });
    await takeOne(session, capturedTable(source, table, columnFates(plan, source, catalog)), table);
  }
}

async function takeOne(session: Session, captured: CapturedTable, table: Table): Promise<void> {
  const { relation } = captured;
  await captureWrites(session, captured);
  const sql = fingerprintSql(shapeInTable(captured, table), sqlNameOf(relation));
  await session.inTransaction(
    `count ${relation}`,
    { scans: true, snapshot: true },
    async (client) => {
      const transaction = queryable(client);
      await insertBaseline(transaction, captured, await transaction.query<SumRow>(sql));
    },
  );
}
