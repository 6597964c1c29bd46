import type { Catalog, Table } from "../catalog/catalog.js";
import { ownSchema } from "../catalog/own-schema.js";
import { readCatalog } from "../catalog/read-catalog.js";
import type { Counting } from "../executor/events.js";
import type { Plan, Source } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import { sessionTerms } from "./column-text.js";
import { compactWritten } from "./compact-written.js";
import { fingerprintSql } from "./fingerprint.js";
import type { SumRow } from "./sums.js";
import { watch, writtenSql } from "./watch.js";
import { shapeInTable, sqlNameOf, type WatchedTable, watchedTable } from "./watched-table.js";

/** What was in a table before the first step. */
export interface Baseline extends WatchedTable {
  readonly rows: number;
  /** What was visible when it was counted; what is noted as written by others came later. */
  readonly snapshot: string;
}

const tables = [
  `CREATE SCHEMA IF NOT EXISTS ${ownSchema}`,
  `REVOKE ALL ON SCHEMA ${ownSchema} FROM PUBLIC`,
  ...writtenSql,
  `CREATE TABLE IF NOT EXISTS ${ownSchema}.baseline (
    relation text PRIMARY KEY, watched jsonb NOT NULL, rows bigint NOT NULL, snapshot pg_snapshot NOT NULL,
    sums jsonb NOT NULL, taken_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp())`,
];

/**
 * Puts a watch on every source of the plan and fingerprints what is in it, before the first step. Cut
 * off, it can be run again: a baseline that was taken is kept.
 *
 * @param onTable told before each table; when it throws, nothing more is taken
 */
export async function takeBaseline(
  session: Session,
  plan: Plan,
  onTable: (counting: Counting) => void = () => {},
): Promise<void> {
  await session.transaction("make the tables of the baseline", tables);
  const baselines = await readBaselines(session);
  await compactWritten(session, baselines);
  const taken = new Set(baselines.map(({ relation }) => relation));
  const catalog = await readCatalog(session);
  for (const [index, source] of plan.sources.entries()) {
    const table = catalog.tables.get(source.from);
    if (!table || taken.has(source.from)) continue;
    onTable({
      kind: "counting",
      table: source.from,
      position: index + 1,
      of: plan.sources.length,
    });
    const shared = sharedColumns(plan, source, catalog);
    await takeOne(session, watchedTable(source, table, catalog, shared), table, catalog);
  }
}

/** Every baseline that was taken; none before `takeBaseline`. */
export async function readBaselines(session: Session): Promise<Baseline[]> {
  const [present] = await session.query<{ there: boolean }>(
    `SELECT pg_catalog.to_regclass('${ownSchema}.baseline') IS NOT NULL AS there`,
  );
  if (!present?.there) return [];
  const rows = await session.query<{ watched: WatchedTable; rows: string; snapshot: string }>(
    `SELECT watched, rows, snapshot::text FROM ${ownSchema}.baseline ORDER BY relation`,
  );
  return rows.map((row) => ({ ...row.watched, rows: Number(row.rows), snapshot: row.snapshot }));
}

/** New names of the columns that all tables have which become one with it. */
function sharedColumns(
  { sources }: Plan,
  { from, to }: Source,
  { tables }: Catalog,
): ReadonlySet<string> {
  const together = sources.filter((one) => one.from === from || (to && one.to === to));
  const names = together.flatMap((one) => {
    const columns = tables.get(one.from)?.columns;
    return columns ? [columns.map(({ name }) => one.columns[name] ?? name)] : [];
  });
  const [first = [], ...others] = names;
  return new Set(first.filter((name) => others.every((other) => other.includes(name))));
}

async function takeOne(
  session: Session,
  watched: WatchedTable,
  table: Table,
  catalog: Catalog,
): Promise<void> {
  const { relation } = watched;
  await watch(session, watched);
  const sql = fingerprintSql(shapeInTable(watched, table, catalog), sqlNameOf(relation));
  await session.inTransaction(`count ${relation}`, { scans: true }, async (client) => {
    await client.query(snapshotTerms);
    const { rows } = await client.query<SumRow>(sql);
    await client.query(
      `INSERT INTO ${ownSchema}.baseline (relation, watched, rows, snapshot, sums)
       VALUES ($1, $2, $3, pg_catalog.pg_current_snapshot(), $4)`,
      [
        relation,
        JSON.stringify(watched),
        rows.reduce((all, one) => all + Number(one.rows), 0),
        JSON.stringify(rows),
      ],
    );
  });
}

/** What a transaction begins with that reads fingerprints: one snapshot, and texts that depend on nothing. */
export const snapshotTerms = [
  "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  ...sessionTerms.map((term) => `SET LOCAL ${term}`),
].join("; ");
