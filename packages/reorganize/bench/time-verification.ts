import { applySteps } from "../src/executor/apply-steps.js";
import { beginJournal } from "../src/ledger/begin-journal.js";
import { withSession } from "../src/session/with-session.js";
import { planMove } from "../src/steps/shared/move-table.js";
import { takeBaseline } from "../src/verify/baseline.js";
import { verify } from "../src/verify/verify.js";
import { type Databases, withClient } from "./databases.js";
import { jobsDatabase, readJobs } from "./jobs.js";
import { planOf } from "./run-steps.js";

/** Rows per second of a verification, and of what it is held against. */
export interface VerificationRates {
  readonly rows: number;
  readonly baseline: number;
  readonly verify: number;
  /** One scan that hashes whole rows: the least that a comparison of contents takes. */
  readonly hashingScan: number;
}

/** Verifies the jobs after a move, on a fresh copy. */
export async function timeVerification(
  databases: Databases,
  rows: number,
): Promise<VerificationRates> {
  const url = await databases.create("copy", jobsDatabase(rows));
  const perSecond = async (run: () => Promise<unknown>): Promise<number> => {
    const begin = performance.now();
    await run();
    return Math.round(rows / ((performance.now() - begin) / 1_000));
  };
  try {
    const table = await readJobs(url);
    const step = planMove({ table, to: { schema: "work", name: "jobs" }, rename: new Map() });
    const source = { from: "public.jobs", to: "work.jobs", columns: {}, merged: false, rows };
    const plan = planOf([step], [source]);
    return await withSession(url, async (session) => {
      await beginJournal(session, plan, "bench");
      const baseline = await perSecond(() => takeBaseline(session, plan));
      await applySteps(session, plan);
      const verified = await perSecond(async () => {
        if (!(await verify(session, plan)).ok)
          throw new Error("the verification found differences");
      });
      const hashingScan = await perSecond(() => hashRows(url));
      return { rows, baseline, verify: verified, hashingScan };
    });
  } finally {
    await databases.drop("copy");
  }
}

function hashRows(url: string): Promise<unknown> {
  return withClient(url, (client) =>
    client.query("SELECT sum(hashtextextended(jobs::text, 0)) FROM work.jobs"),
  );
}
