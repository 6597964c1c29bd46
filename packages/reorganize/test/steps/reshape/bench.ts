import type pg from "pg";
import { readFacts } from "../../../src/catalog/delta/facts.js";
import { readCatalogAt } from "../../../src/catalog/with-target.js";
import type { Plan } from "../../../src/plan/plan.js";
import type { Batches, Run } from "../../../src/plan/step.js";
import { readBelongings } from "../../../src/steps/reshape/belongings.js";
import { readObstructing } from "../../../src/steps/reshape/dependents.js";
import { actionsBothWays } from "../../../src/steps/reshape/difference.js";
import { planReshape } from "../../../src/steps/reshape/plan-reshape.js";
import { type Bench, begin, withBench } from "../convert-bench.js";

/** A database to reshape, and the plan that reshapes it. */
export interface Reshaping extends Bench {
  readonly plan: Plan;
}

const inUserSchema = "oid >= 16384 AND relnamespace <> '_reorganize'::pg_catalog.regnamespace";

/** Runs `body` on a database in which `start` was run, with the plan that leads to that of `goal`. */
export async function withReshaping(
  start: string,
  goal: string,
  body: (reshaping: Reshaping) => Promise<void>,
): Promise<void> {
  await withBench(goal, (target) =>
    withBench(start, async (bench) => {
      const [here, there] = [await readFacts(bench.url), await readFacts(target.url)];
      const [from, to] = [await readCatalogAt(bench.url), await readCatalogAt(target.url)];
      const belongings = await readBelongings(bench.session, from, to);
      const steps = planReshape({
        ...actionsBothWays(here, there, { from, to, belongings }),
        belongings,
        from,
        to,
        ours: new Set(to.tables.keys()),
        partitions: new Set(),
        unmanagedTriggers: new Set(),
        views: new Map(),
        dependents: await readObstructing(bench.session, from, to, new Set()),
      });
      await body({ ...bench, plan: await begin(bench.session, steps) });
    }),
  );
}

/**
 * Sends the runs as they are, and gives those statements of short transactions in which PostgreSQL
 * read a table of people through.
 */
export async function scansIn(client: pg.Client, runs: readonly Run[]): Promise<string[]> {
  return (await watchRuns(client, runs)).scans;
}

/** What programs would have had to wait for. */
export interface Watched {
  /** Statements of short transactions in which PostgreSQL read a table of people through. */
  readonly scans: string[];
  /** Transactions that locked more than two tables of people against writers. */
  readonly crowds: string[];
}

/** Sends the runs as they are, and looks at each transaction before it commits. */
export async function watchRuns(client: pg.Client, runs: readonly Run[]): Promise<Watched> {
  const watched: Watched = { scans: [], crowds: [] };
  for (const run of runs) {
    if (run.how === "batches") await walk(client, run);
    if (run.how === "alone") await client.query(run.sql);
    if (run.how !== "transaction") continue;
    const tables = await tablesThere(client);
    await client.query("BEGIN");
    if (run.silent) await client.query("SET LOCAL session_replication_role = replica");
    for (const sql of run.sql) {
      const before = await rowsRead(client);
      await client.query(sql);
      if ((await rowsRead(client)) > before && !run.scans) watched.scans.push(sql);
    }
    if ((await countLocked(client, tables)) > 2) watched.crowds.push(run.sql.join("; "));
    await client.query("COMMIT");
  }
  return watched;
}

/** Of these tables, how many this transaction keeps writers from. */
async function countLocked(client: pg.Client, tables: readonly number[]): Promise<number> {
  const { rows } = await client.query(
    `SELECT pg_catalog.count(DISTINCT relation)::int AS tables FROM pg_catalog.pg_locks
      WHERE pid = pg_catalog.pg_backend_pid() AND relation::int = ANY ($1)
        AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')`,
    [tables],
  );
  return rows[0].tables;
}

async function tablesThere(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query(
    `SELECT oid::int FROM pg_catalog.pg_class WHERE relkind = 'r' AND ${inUserSchema}`,
  );
  return rows.map(({ oid }) => oid);
}

async function walk(client: pg.Client, { first, next, silent }: Batches): Promise<void> {
  await client.query(`SET session_replication_role = ${silent ? "replica" : "origin"}`);
  let cursor: unknown = null;
  do {
    const values = [cursor === null ? null : JSON.stringify(cursor), 1_000];
    const { rows } = await client.query(cursor === null ? first : next, values);
    cursor = rows[0]?.cursor ?? null;
  } while (cursor !== null);
  await client.query("SET session_replication_role = origin");
}

async function rowsRead(client: pg.Client): Promise<number> {
  const { rows } = await client.query(`
    SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_stat_get_xact_tuples_returned(oid)), 0)::int AS read
      FROM pg_catalog.pg_class
     WHERE relkind = 'r' AND ${inUserSchema}`);
  return rows[0].read;
}
