import path from "node:path";
import { parseArgs } from "node:util";
import { circumstances, median, percentile, writeResults } from "@deepiri/bench";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { migrate } from "@deepiri/schema-engine";
import { formatTable } from "@deepiri/terminal";
import { findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import pg from "pg";
import { refresh } from "../src/index.js";

// Times readers of a materialized view while it is refreshed, and while nothing is, on a throw-away server. A plain
// REFRESH is there for comparison. Usage: refresh.ts [--rows N] [--rounds N]. Figures of a whole run are kept.

const whole = { rows: "500000", rounds: "5" };
const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: whole.rows },
    rounds: { type: "string", default: whole.rounds },
  },
});
const [rows, rounds] = [Number(options.rows), Number(options.rounds)];
const readers = 4;
const groups = 20_000;

const root = findWorkspaceRoot();
const block = readWorkspace(root).databases.find(({ packages }) =>
  packages.some(({ key }) => key === "read-models"),
);
if (!block) throw new Error("No database of the workspace has read models.");
const directory = await throwAwayDirectory(path.join(root, brand.dataFolder, "bench"));
const server = await startServer({ directory, kind: "throw-away", databases: [block.name] });
try {
  const url = new URL(`/${block.name}`, server.url).href;
  await migrate(block, { url });
  const pool = new pg.Pool({ connectionString: url, max: readers + 2 });
  try {
    await fill(pool);
    const figures = {
      "nothing beside": await measure(pool, async () => await pool.query("SELECT pg_sleep(1)")),
      refresh: await measure(pool, refreshed),
      "plain REFRESH": await measure(pool, () =>
        pool.query("REFRESH MATERIALIZED VIEW bench.totals"),
      ),
    };
    report(figures);
  } finally {
    await pool.end();
  }
} finally {
  await server.stop();
}

/** What readers beside something wait for one row, in milliseconds, and how long that something takes. */
interface Figures {
  readonly tookMs: number;
  readonly reads: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

async function fill(pool: pg.Pool): Promise<void> {
  await pool.query(`
    CREATE SCHEMA bench;
    CREATE TABLE bench.sales (item int NOT NULL, price numeric NOT NULL);
    INSERT INTO bench.sales SELECT n % ${groups}, n % 100 FROM generate_series(1, ${rows}) AS n;
    ANALYZE bench.sales;
    CREATE MATERIALIZED VIEW bench.totals AS SELECT item, sum(price) AS total FROM bench.sales GROUP BY item;
    CREATE UNIQUE INDEX totals_item_key ON bench.totals (item);
    SELECT read_models.register('bench.totals', '1 hour')`);
}

async function refreshed(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await refresh(client, "bench.totals");
  } finally {
    client.release();
  }
}

async function measure(pool: pg.Pool, work: (pool: pg.Pool) => Promise<unknown>): Promise<Figures> {
  const waits: number[] = [];
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // A tenth of the rows is another one each time, so that there is something to do.
    await pool.query(`UPDATE bench.sales SET price = price + 1 WHERE item % 10 = ${round % 10}`);
    let isOver = false;
    const reading = Array.from({ length: readers }, async () => {
      while (!isOver) waits.push(await timeRead(pool));
    });
    const began = performance.now();
    await work(pool);
    took.push(performance.now() - began);
    isOver = true;
    await Promise.all(reading);
  }
  const round = (ms: number) => Number(ms.toPrecision(3));
  return {
    tookMs: round(median(took)),
    reads: waits.length,
    p50: round(median(waits)),
    p99: round(percentile(waits, 99)),
    longest: round(percentile(waits, 100)),
  };
}

async function timeRead(pool: pg.Pool): Promise<number> {
  const item = Math.floor(Math.random() * groups);
  const began = performance.now();
  await pool.query("SELECT total FROM bench.totals WHERE item = $1", [item]);
  return performance.now() - began;
}

function report(figures: Readonly<Record<string, Figures>>): void {
  console.log(
    formatTable(
      ["beside readers", "took", "reads", "p50", "p99", "longest wait"],
      Object.entries(figures).map(([name, one]) => [
        name,
        `${one.tookMs} ms`,
        one.reads,
        `${one.p50} ms`,
        `${one.p99} ms`,
        `${one.longest} ms`,
      ]),
    ),
  );
  if (options.rows !== whole.rows || options.rounds !== whole.rounds) return;
  writeResults(root, "read-models", {
    ...circumstances(server.version),
    rows,
    rounds,
    readers,
    figures,
  });
}
