import path from "node:path";
import { parseArgs } from "node:util";
import { circumstances, percentile, readResults, writeResults } from "@deepiri/bench";
import { connectOnce, type RawClient, rawClient } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { migrate } from "@deepiri/schema-engine";
import { formatTable } from "@deepiri/terminal";
import {
  findDatabase,
  findPackage,
  findWorkspaceRoot,
  readWorkspace,
  withDependencies,
} from "@deepiri/workspace";
import { accelerate, decelerate, type Found, searchByVector } from "../src/index.js";
import { clusteredVectors } from "../src/testing/index.js";
import { writeVectors } from "../test/write-vectors.js";

// Times searches among vectors, all of them and behind a filter that leaves 1 %, and compares what is found with
// what comparing every vector finds, which is asked for the first queries alone: it takes seconds among many. On a
// throw-away server, or in an empty database of another one by its URL, such as of one that has pgvector.
// Usage: search.ts [--rows N] [--queries N] [--exact N] [--url postgresql://...]

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "100000" },
    queries: { type: "string", default: "50" },
    exact: { type: "string", default: "10" },
    url: { type: "string" },
  },
});
const [rows, queries, compared] = [options.rows, options.queries, options.exact].map(Number) as [
  number,
  number,
  number,
];
const root = findWorkspaceRoot();

interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly recallAt10: number;
  /** Queries that found fewer than ten. */
  readonly short: number;
}
const filters = { all: {}, "1 %": { kinds: ["rare"] } };
type Searched = Record<keyof typeof filters, Figures>;

const results: Record<string, Searched> = {};
const version = options.url ? await measure(options.url) : await onThrowAwayServer();
console.log(
  formatTable(
    ["engine", "filter", "p50", "p99", "recall at 10", "short"],
    Object.entries(results).flatMap(([engine, searched]) =>
      Object.entries(searched).map(([filter, { p50, p99, recallAt10, short }]) => [
        engine,
        filter,
        `${p50} ms`,
        `${p99} ms`,
        recallAt10,
        short,
      ]),
    ),
  ),
);
// One entry for each server, so that figures of one that has pgvector stand beside those of one that has not.
writeResults(root, "search", {
  ...readResults(root, "search"),
  [version]: {
    ...circumstances(version),
    rows,
    dimensions: 384,
    queries,
    queriesComparedExactly: compared,
    engines: results,
  },
});

async function onThrowAwayServer(): Promise<string> {
  const directory = await throwAwayDirectory(path.join(root, brand.dataFolder, "bench"));
  const server = await startServer({ directory, kind: "throw-away", databases: ["search"] });
  try {
    await measure(new URL("/search", server.url).href);
    return server.version;
  } finally {
    await server.stop();
  }
}

/** Measures each engine that the server has, and gives the server's version. */
async function measure(url: string): Promise<string> {
  const workspace = readWorkspace();
  const block = findPackage(workspace, "search");
  const database = findDatabase(workspace, block.database);
  await migrate(database, { url, packages: withDependencies([block], database.packages) });
  const connection = await connectOnce(url, { applicationName: "bench" });
  try {
    const all = clusteredVectors({
      amount: rows + queries,
      dimensions: 384,
      topics: 200,
      spread: 0.6,
      seed: 1,
    });
    await writeVectors(connection, all.slice(0, rows), 100, showWritten);
    const client = rawClient(connection);
    const asked = all.slice(rows);
    const some = asked.slice(0, compared);
    process.stderr.write(`\ncomparing all for ${some.length} queries\n`);
    const { searched: exact, found: truth } = await searchAll(client, some, { exact: true });
    results.exact = exact;
    process.stderr.write(`asking ${asked.length} queries\n`);
    results.signs = (await searchAll(client, asked, {}, truth)).searched;
    const begin = performance.now();
    const { index } = await accelerate(client, "corpus");
    if (index) {
      process.stderr.write(`index built in ${Math.round(performance.now() - begin)} ms\n`);
      results.hnsw = (await searchAll(client, asked, {}, truth)).searched;
      await decelerate(client, "corpus");
    }
    const { rows: versions } = await connection.query("SHOW server_version");
    return versions[0].server_version;
  } finally {
    await connection.end();
  }
}

function showWritten(amount: number): void {
  process.stderr.write(
    `\r${amount.toLocaleString("en-US")} of ${rows.toLocaleString("en-US")} vectors written`,
  );
}

type Truth = Record<keyof typeof filters, Found[][]>;

/** Asks each query behind each filter, and compares with the truth, or with itself. */
async function searchAll(
  client: RawClient,
  asked: readonly number[][],
  choice: { exact?: boolean },
  truth?: Truth,
): Promise<{ searched: Searched; found: Truth }> {
  const searched: Partial<Searched> = {};
  const found: Partial<Truth> = {};
  for (const [name, filter] of Object.entries(filters) as [keyof typeof filters, object][]) {
    const times: number[] = [];
    const answers: Found[][] = [];
    for (const vector of asked) {
      const begin = performance.now();
      answers.push(
        await searchByVector(client, {
          collection: "corpus.items",
          tenant: "a",
          viewer: null,
          model: "corpus",
          vector,
          ...filter,
          ...choice,
        }),
      );
      times.push(performance.now() - begin);
    }
    found[name] = answers;
    searched[name] = {
      p50: Number(percentile(times, 50).toPrecision(3)),
      p99: Number(percentile(times, 99).toPrecision(3)),
      recallAt10: Number(recallOf(answers, truth?.[name] ?? answers).toFixed(3)),
      short: answers.filter((answer) => answer.length < 10).length,
    };
  }
  return { searched: searched as Searched, found: found as Truth };
}

function recallOf(answers: readonly Found[][], truth: readonly Found[][]): number {
  const hits = truth.map((best, n) => {
    const keys = new Set(answers[n]?.map(({ key }) => key));
    return best.filter(({ key }) => keys.has(key)).length / best.length;
  });
  return hits.reduce((sum, hit) => sum + hit, 0) / hits.length;
}
