import path from "node:path";
import { parseArgs } from "node:util";
import { circumstances, percentile, readResults, writeResults } from "@deepiri/bench";
import { connectOnce, packageRole, type RawClient, rawClient } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { migrate } from "@deepiri/schema-engine";
import { accelerate, type Found, searchByVector } from "@deepiri/search";
import { formatTable } from "@deepiri/terminal";
import { findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import { type Member, model, type Question, writeMemories } from "./write-memories.js";

// Times how memories of one member are found among many, and recalled, and compares what is found with what comparing
// every vector finds, which is asked for the first questions alone. On a throw-away server, or in an empty database of
// another one by its URL, such as of one that has pgvector.
// Usage: memory-search.ts [--rows N] [--questions N] [--exact N] [--url postgresql://...]

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "100000" },
    questions: { type: "string", default: "50" },
    exact: { type: "string", default: "10" },
    url: { type: "string" },
  },
});
const [rows, questions, compared] = [options.rows, options.questions, options.exact].map(
  Number,
) as [number, number, number];
const root = findWorkspaceRoot();
const database = readWorkspace(root).databases.find(({ name }) => name === "robbieverse");
if (!database) throw new Error("The workspace has no database robbieverse.");

interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly recallAt10: number | null;
}
const results: Record<string, Figures> = {};

const version = options.url ? await measure(options.url) : await onThrowAwayServer();
console.log(
  formatTable(
    [`among ${rows.toLocaleString("en-US")}`, "p50", "p99", "recall at 10"],
    Object.entries(results).map(([name, { p50, p99, recallAt10 }]) => [
      name,
      `${p50} ms`,
      `${p99} ms`,
      recallAt10 ?? "",
    ]),
  ),
);
writeResults(root, "robbieverse-memories", {
  ...readResults(root, "robbieverse-memories"),
  [version]: {
    ...circumstances(version),
    rows,
    dimensions: 384,
    questions,
    questionsComparedExactly: compared,
    figures: results,
  },
});

async function onThrowAwayServer(): Promise<string> {
  const directory = await throwAwayDirectory(path.join(root, brand.dataFolder, "bench"));
  const server = await startServer({ directory, kind: "throw-away", databases: ["robbieverse"] });
  try {
    return await measure(new URL("/robbieverse", server.url).href);
  } finally {
    await server.stop();
  }
}

/** Measures, and gives the server's version. */
async function measure(url: string): Promise<string> {
  await migrate(database as NonNullable<typeof database>, { url });
  const connection = await connectOnce(url, { applicationName: "bench" });
  try {
    const written = await writeMemories(connection, { memories: rows, questions }, (amount) =>
      process.stderr.write(`\r${amount.toLocaleString("en-US")} memories written`),
    );
    const { index } = await accelerate(rawClient(connection), model);
    process.stderr.write(`\nasking ${questions} questions, ${compared} of all vectors\n`);
    // As the service does, with its rights and in the name of an organization.
    await connection.query("SELECT set_config('app.tenant', $1, false)", [
      written.member.organizationId,
    ]);
    await connection.query(`SET ROLE ${packageRole("robbieverse", "robbieverse")}`);
    await ask(rawClient(connection), written, index === null ? "signs" : "HNSW");
    await connection.query("RESET ROLE");
    const { rows: versions } = await connection.query("SHOW server_version");
    return versions[0].server_version;
  } finally {
    await connection.end();
  }
}

async function ask(
  client: RawClient,
  { member, questions: asked }: { member: Member; questions: readonly Question[] },
  engine: string,
): Promise<void> {
  const near = ({ vector }: Question, exact: boolean) =>
    searchByVector(client, {
      collection: "conversation.ai_memories",
      tenant: member.organizationId,
      viewer: member.userId,
      model,
      vector: [...vector],
      exact,
    });
  const truth = await timed(asked.slice(0, compared), (question) => near(question, true));
  const found = await timed(asked, (question) => near(question, false));
  results["all compared"] = { ...truth.times, recallAt10: null };
  results[`by vector (${engine})`] = {
    ...found.times,
    recallAt10: recallOf(found.answers, truth.answers),
  };
  const recalled = await timed(asked, ({ text, vector }) =>
    client.$queryRawUnsafe<unknown[]>(
      "SELECT rank FROM conversation.recall($1::uuid, $2::uuid, $3, $4, $5::text::real[])",
      member.organizationId,
      member.userId,
      model,
      text,
      `{${vector.join(",")}}`,
    ),
  );
  if (recalled.answers.some(({ length }) => length < 10)) throw new Error("Too few were recalled.");
  results["recall, by words and vector, weighed"] = { ...recalled.times, recallAt10: null };
}

async function timed<Answer>(
  asked: readonly Question[],
  answer: (question: Question) => Promise<Answer>,
): Promise<{ answers: Answer[]; times: { p50: number; p99: number } }> {
  const answers: Answer[] = [];
  const taken: number[] = [];
  for (const question of asked) {
    const begin = performance.now();
    answers.push(await answer(question));
    taken.push(performance.now() - begin);
  }
  const at = (percent: number) => Number(percentile(taken, percent).toPrecision(3));
  return { answers, times: { p50: at(50), p99: at(99) } };
}

function recallOf(answers: readonly Found[][], truth: readonly Found[][]): number {
  const hits = truth.map((best, n) => {
    const keys = new Set(answers[n]?.map(({ key }) => key));
    return best.filter(({ key }) => keys.has(key)).length / best.length;
  });
  return Number((hits.reduce((sum, hit) => sum + hit, 0) / hits.length).toFixed(3));
}
