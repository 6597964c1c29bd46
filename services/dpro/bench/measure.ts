import { median } from "@deepiri/bench";
import type { connectOnce } from "@deepiri/database";
import type { Case } from "./cases.js";

type Client = Awaited<ReturnType<typeof connectOnce>>;

const patience = 10_000;

/** What a query costs: the median of its executions, and pages of 8 kB that it looks at. */
interface Cost {
  readonly ms: number;
  readonly pages: number;
}

/** A query with its index and without. */
export interface Figures {
  readonly with: Cost;
  readonly without: Cost;
}

/** Measures a query, all pages in memory, with its index and without; the table's other indexes stay. */
export async function measure(
  client: Client,
  { index, kept, create, query }: Case,
): Promise<Figures> {
  const asItIs = await costOf(client, query);
  await client.query("BEGIN");
  try {
    await client.query(kept ? `DROP INDEX ${index}` : create);
    const otherwise = await costOf(client, query);
    return kept ? { with: asItIs, without: otherwise } : { with: otherwise, without: asItIs };
  } finally {
    await client.query("ROLLBACK");
  }
}

async function costOf(client: Client, query: string): Promise<Cost> {
  const times: number[] = [];
  let pages = 0;
  const begin = performance.now();
  // A slow query tells enough by fewer runs.
  while (times.length < 8 && (times.length === 0 || performance.now() - begin < patience)) {
    const { rows } = await client.query(
      `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${query}`,
    );
    const [{ Plan: plan, "Execution Time": time }] = rows[0]["QUERY PLAN"];
    times.push(time);
    pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
  }
  // The first run brings the pages into memory.
  const warm = times.length > 1 ? times.slice(1) : times;
  return { ms: Number(median(warm).toPrecision(2)), pages };
}
