import { median } from "@deepiri/bench";
import { applySteps } from "../src/executor/apply-steps.js";
import { undoSteps } from "../src/executor/undo-steps.js";
import { beginJournal } from "../src/ledger/begin-journal.js";
import { withSession } from "../src/session/with-session.js";
import { planMove } from "../src/steps/shared/move-table.js";
import { withClient } from "./databases.js";
import { indexesSql, readJobs } from "./jobs.js";
import { planOf } from "./run-steps.js";

/** What one size of table took to move, in milliseconds. */
export interface MoveTimes {
  readonly rows: number;
  readonly move: number;
  readonly copyAndDrop: number;
}

/**
 * Times the move of a table to another schema, there and back, beside copying it there and dropping
 * the old one. Every round moves the tables of all sizes, so that what disturbs one disturbs all.
 */
export async function timeMoves(
  places: ReadonlyMap<number, string>,
  rounds: number,
): Promise<MoveTimes[]> {
  const moves = new Map([...places.keys()].map((rows) => [rows, [] as number[]]));
  for (let round = 0; round < rounds; round += 1)
    for (const [rows, url] of places) moves.get(rows)?.push(...(await timeMove(url)));
  const times: MoveTimes[] = [];
  for (const [rows, url] of places) {
    const copies = [];
    for (let turn = 0; turn < (rows > 1_000_000 ? 1 : 3); turn += 1)
      copies.push(await timeCopy(url, "public", "work"), await timeCopy(url, "work", "public"));
    times.push({ rows, move: median(moves.get(rows) ?? []), copyAndDrop: median(copies) });
  }
  return times;
}

/** There and back. */
async function timeMove(url: string): Promise<[number, number]> {
  const table = await readJobs(url);
  const step = planMove({ table, to: { schema: "work", name: "jobs" }, rename: new Map() });
  return withSession(url, async (session) => {
    const plan = planOf([step]);
    await beginJournal(session, plan, "bench");
    const begin = performance.now();
    await applySteps(session, plan);
    const middle = performance.now();
    await undoSteps(session, plan);
    const end = performance.now();
    return [middle - begin, end - middle];
  });
}

/** As the old documents propose; the indexes come last, which is the fastest way. */
function timeCopy(url: string, from: string, to: string): Promise<number> {
  return withClient(url, async (client) => {
    const begin = performance.now();
    await client.query(
      `BEGIN;
       CREATE TABLE ${to}.jobs (LIKE ${from}.jobs INCLUDING DEFAULTS);
       INSERT INTO ${to}.jobs SELECT * FROM ${from}.jobs;
       ${indexesSql(to)};
       DROP TABLE ${from}.jobs;
       COMMIT`,
    );
    return performance.now() - begin;
  });
}
