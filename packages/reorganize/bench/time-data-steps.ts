import { median } from "@deepiri/bench";
import { readCatalog } from "../src/catalog/read-catalog.js";
import { stepKey } from "../src/ledger/step-key.js";
import type { Step } from "../src/plan/step.js";
import { queryable } from "../src/session/queryable.js";
import { planConversion } from "../src/steps/convert/convert.js";
import { planMerge } from "../src/steps/merge/steps.js";
import { planRepairs } from "../src/steps/repair/plan.js";
import { keyChanges } from "../src/steps/shared/foreign-keys.js";
import { viewOf } from "../src/steps/shared/replacement.js";
import { successorOf } from "../src/steps/shared/successor.js";
import { workspaceMapping } from "../test/fixture/workspace-mapping.js";
import { type Databases, withClient } from "./databases.js";
import { indexesSql, jobsDatabase, readJobs } from "./jobs.js";
import { timeSteps } from "./run-steps.js";

/** Rows per second of each step that goes through all rows, and of one INSERT … SELECT. */
export interface DataRates {
  readonly rows: number;
  readonly rates: Readonly<Record<string, number>>;
}

/** The way that the others are held against. */
export const rival = "INSERT … SELECT";

/** Milliseconds that a way of going through all rows takes on a fresh copy of the table. */
type Way = (url: string) => Promise<number>;

const ways: Readonly<Record<string, Way>> = {
  repair: async (url) => timeWalk(url, await repairSteps(url)),
  convert: async (url) => timeWalk(url, await conversionSteps(url, ["work.job_status"])),
  // As of a type of which nobody knows that it gives every value back.
  "convert and keep": async (url) => timeWalk(url, await conversionSteps(url, [])),
  merge: async (url) => timeWalk(url, await mergeSteps(url)),
  [rival]: timeInsert,
};

/** Times every way `rounds` times, each on a fresh copy of the jobs, and takes the medians. */
export async function timeDataSteps(
  databases: Databases,
  rows: number,
  rounds: number,
): Promise<DataRates> {
  const rates: Record<string, number> = {};
  for (const [name, way] of Object.entries(ways)) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const url = await databases.create("copy", jobsDatabase(rows));
      times.push(await way(url).finally(() => databases.drop("copy")));
    }
    rates[name] = Math.round(rows / (median(times) / 1_000));
  }
  return { rows, rates };
}

/** Time of the steps that go through the rows in batches. */
async function timeWalk(url: string, steps: readonly Step[]): Promise<number> {
  const { there } = await timeSteps(url, steps);
  const walks = steps.filter(({ forward }) => forward.how === "batches");
  return walks.reduce((sum, { id }) => sum + (there.get(stepKey(id)) ?? 0), 0);
}

/** A status that the target does not know becomes one that it knows. */
async function repairSteps(url: string): Promise<Step[]> {
  const here = await withClient(url, (client) => readCatalog(queryable(client)));
  const wanted = await wantedCatalogue(url);
  const repairs = { "public.jobs.status": { words: { pending: "todo" } } };
  return planRepairs(here, wanted, new Set(["public.jobs"]), {
    ...workspaceMapping,
    repairs,
  }).filter(({ id }) => stepKey(id) === "repair public.jobs");
}

/** The catalog with the rule that the target has; the table itself does not get it. */
function wantedCatalogue(url: string) {
  return withClient(url, async (client) => {
    await client.query(
      "BEGIN; ALTER TABLE public.jobs ADD CONSTRAINT jobs_status_check CHECK (status IN ('todo', 'done')) NOT VALID",
    );
    const wanted = await readCatalog(queryable(client));
    await client.query("ROLLBACK");
    return wanted;
  });
}

async function conversionSteps(url: string, enums: readonly string[]): Promise<Step[]> {
  await withClient(url, (client) =>
    client.query("CREATE TYPE work.job_status AS ENUM ('todo', 'done', 'pending')"),
  );
  return planConversion({
    table: await readJobs(url),
    column: "status",
    to: "work.job_status",
    defaultAfter: "'todo'::work.job_status",
    forward: (column) => `${column}::text::work.job_status`,
    back: (column) => `${column}::text::varchar(20)`,
    enums: new Set(enums),
    dependents: [],
  });
}

/** All rows come into a table that has none of them. */
async function mergeSteps(url: string): Promise<Step[]> {
  await withClient(url, (client) =>
    client.query(
      `CREATE TABLE work.jobs (LIKE public.jobs INCLUDING DEFAULTS); ${indexesSql("work")}`,
    ),
  );
  const [twin, survivor] = [await readJobs(url), await readJobs(url, "work")];
  const columns = new Map(twin.columns.map(({ name }) => [name, name]));
  return planMerge({
    survivor,
    twin,
    columns,
    newest: undefined,
    replacement: viewOf(twin, survivor, new Map()),
    keys: keyChanges(
      twin,
      await withClient(url, (client) => readCatalog(queryable(client))),
      successorOf(survivor, columns),
    ),
  });
}

function timeInsert(url: string): Promise<number> {
  return withClient(url, async (client) => {
    await client.query(
      `CREATE TABLE work.jobs (LIKE public.jobs INCLUDING DEFAULTS); ${indexesSql("work")}`,
    );
    const begin = performance.now();
    await client.query("INSERT INTO work.jobs SELECT * FROM public.jobs");
    return performance.now() - begin;
  });
}
