import {
  connectOnce,
  type Metric,
  migratorRole,
  quoteIdentifier,
  rawClient,
  withoutPassword,
} from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import type pg from "pg";
import { failureText } from "../output/failure-text.js";
import type { Figure, JobState, Reading } from "./figure.js";
import { jobFigures } from "./job-figures.js";
import type { WatchedPlace } from "./load-metrics.js";
import { ownMetrics } from "./own-metrics.js";
import { readJobStates } from "./read-jobs.js";
import { complaintAboutSamples } from "./samples.js";

const statementMs = 10_000;

/** Reads everything of one place; what fails is in the result, beside what did not. */
export async function readPlace({
  database,
  url,
  labels,
  metrics,
}: WatchedPlace): Promise<Reading> {
  const place = { database: database.name, url: withoutPassword(url), labels };
  try {
    const client = await connectOnce(url, {
      applicationName: `${brand.name} monitor`,
      onlyReads: true,
    });
    try {
      const figures: Figure[] = [];
      // The owner may see less of other sessions than the login.
      for (const metric of ownMetrics) figures.push(await readFigure(client, metric));
      await actAsOwnerIfAllowed(client, database.name);
      const { jobs, failure } = await readJobs(client);
      figures.push(...jobFigures(jobs).map((one) => ({ ...one, ...failure })));
      for (const metric of metrics) figures.push(await readFigure(client, metric));
      return { ...place, jobs, figures };
    } finally {
      await client.end();
    }
  } catch (error) {
    return { ...place, jobs: [], figures: [], failure: failureText(error) };
  }
}

// The owner may read the bookkeeping tables of packages and of the job runner.
async function actAsOwnerIfAllowed(client: pg.Client, database: string): Promise<void> {
  await client.query(`SET ROLE ${quoteIdentifier(migratorRole(database))}`).catch(() => {});
}

async function readJobs(
  client: pg.Client,
): Promise<{ readonly jobs: readonly JobState[]; readonly failure?: { failure: string } }> {
  try {
    return { jobs: await reading(client, () => readJobStates(client)) };
  } catch (error) {
    return { jobs: [], failure: { failure: failureText(error) } };
  }
}

async function readFigure(client: pg.Client, metric: Metric): Promise<Figure> {
  const { read: _read, ...about } = metric;
  try {
    const samples = await reading(client, () => metric.read(rawClient(client)));
    const complaint = complaintAboutSamples(about.type, samples);
    return complaint ? { ...about, samples: [], failure: complaint } : { ...about, samples };
  } catch (error) {
    return { ...about, samples: [], failure: failureText(error) };
  }
}

/** Runs it in a transaction that cannot write, and that no other notices. */
async function reading<Result>(client: pg.Client, read: () => Promise<Result>): Promise<Result> {
  await client.query(
    `BEGIN READ ONLY; SET LOCAL statement_timeout = ${statementMs}; SET LOCAL lock_timeout = 1000`,
  );
  try {
    return await read();
  } finally {
    await client.query("ROLLBACK").catch(() => {}); // a lost session has nothing to undo
  }
}
