import { median } from "@deepiri/bench";
import type pg from "pg";
import { sqlName } from "../src/catalog/catalog.js";
import { applySteps } from "../src/executor/apply-steps.js";
import { beginJournal } from "../src/ledger/begin-journal.js";
import { withSession } from "../src/session/with-session.js";
import { verifyProjections } from "../src/verify/projections/verify-projections.js";
import {
  type PlannedProjections,
  planProjections,
} from "../test/steps/project/plan-projections.js";
import { type Databases, withClient } from "./databases.js";
import { planOf, timeSteps } from "./run-steps.js";
import { type Shape, shapes, turnsDatabase } from "./turns.js";

/** Rows of the source per second, and of one INSERT … SELECT of the same query. */
export interface FillRates {
  readonly shape: Shape;
  readonly rows: number;
  readonly fill: number;
  readonly insert: number;
}

/** Fills the target of a shape and inserts into it at once, in turn, each time on a fresh copy. */
export async function timeFill(
  databases: Databases,
  rows: number,
  shape: Shape,
  rounds: number,
): Promise<FillRates> {
  const times: { fill: number[]; insert: number[] } = { fill: [], insert: [] };
  for (let round = 0; round < rounds; round += 1)
    for (const way of ["fill", "insert"] as const) {
      const url = await databases.create("copy", turnsDatabase(rows));
      const run = way === "fill" ? fill(url, shape) : insert(url, shape);
      times[way].push(await run.finally(() => databases.drop("copy")));
    }
  const perSecond = (all: number[]): number => Math.round(rows / (median(all) / 1_000));
  return { shape, rows, fill: perSecond(times.fill), insert: perSecond(times.insert) };
}

/** Milliseconds of the steps that number and fill. */
async function fill(url: string, shape: Shape): Promise<number> {
  const { steps } = await planned(url, shape);
  const { there } = await timeSteps(url, steps);
  return [...there]
    .filter(([id]) => /^(stage|fill) /.test(id))
    .reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
}

async function insert(url: string, shape: Shape): Promise<number> {
  const { projections } = await planned(url, shape);
  const inserts = projections.map(
    ({ to, query }) => `INSERT INTO ${sqlName(to)} (${query.outputs.join(", ")}) ${query.sql}`,
  );
  return withClient(url, async (client) => {
    const begin = performance.now();
    await client.query(inserts.join(";"));
    return performance.now() - begin;
  });
}

function planned(url: string, shape: Shape): Promise<PlannedProjections> {
  return withSession(url, (session) => planProjections(session, shapes[shape]));
}

/** Single-row writes per second on a source that nothing follows, and on one that a target is kept in step with. */
export interface InStepRates {
  readonly shape: Shape;
  readonly alone: number;
  readonly followed: number;
}

/** Writes with one client to both in turn: rows are inserted, changed and deleted, each in a transaction of its own. */
export async function timeInStep(
  databases: Databases,
  rows: number,
  shape: Shape,
  rounds: number,
): Promise<InStepRates> {
  const alone = await databases.create("alone", turnsDatabase(rows));
  const followed = await databases.create("followed", turnsDatabase(rows));
  const { steps } = await planned(followed, shape);
  await timeSteps(followed, steps);
  const times: { alone: number[]; followed: number[] } = { alone: [], followed: [] };
  await withClient(alone, (first) =>
    withClient(followed, async (second) => {
      for (let round = 0; round <= rounds; round += 1)
        for (const [name, client] of [
          ["alone", first],
          ["followed", second],
        ] as const) {
          const took = await write(client, rows + 1 + round * 1_000);
          // The first round warms both up.
          if (round > 0) times[name].push(took);
        }
    }),
  );
  for (const name of ["alone", "followed"]) await databases.drop(name);
  const perSecond = (all: number[]): number => Math.round(writes / (median(all) / 1_000));
  return { shape, alone: perSecond(times.alone), followed: perSecond(times.followed) };
}

const writes = 600;

async function write(client: pg.Client, from: number): Promise<number> {
  const begin = performance.now();
  for (let id = from; id < from + writes / 3; id += 1) {
    await client.query(
      "INSERT INTO legacy.turns VALUES ($1::integer, $1 / 100, $1 / 10 % 10, 'Is it new?', 'It is.', now())",
      [id],
    );
    await client.query("UPDATE legacy.turns SET answer = 'Maybe.', at = now() WHERE id = $1", [id]);
    await client.query("DELETE FROM legacy.turns WHERE id = $1", [id - 100]);
  }
  return performance.now() - begin;
}

/** Rows of source and target per second of a verification, and of one scan that hashes both. */
export interface ShapeVerificationRates {
  readonly shape: Shape;
  readonly rows: number;
  readonly verify: number;
  readonly scan: number;
}

/** Verifies a target that has been filled, and scans both sides, in turn. */
export async function timeShapeVerification(
  databases: Databases,
  rows: number,
  shape: Shape,
  rounds: number,
): Promise<ShapeVerificationRates> {
  const url = await databases.create("verified", turnsDatabase(rows));
  const { steps, planned: projections } = await planned(url, shape);
  const to = Object.values(shapes[shape])[0]?.to ?? "";
  const times: { verify: number[]; scan: number[] } = { verify: [], scan: [] };
  let all = 0;
  await withSession(url, async (session) => {
    const plan = { ...planOf(steps), projections };
    await beginJournal(session, plan, "bench");
    await applySteps(session, plan);
    await session.query(`ANALYZE legacy.turns, ${to}`);
    for (let round = 0; round < rounds; round += 1) {
      let begin = performance.now();
      const { ok } = await verifyProjections(session, plan, false);
      if (!ok) throw new Error(`The ${shape} differs from its query.`);
      times.verify.push(performance.now() - begin);
      begin = performance.now();
      all = 0;
      for (const table of ["legacy.turns", to]) {
        const [row] = await session.query<{ rows: string }>(
          `SELECT count(*) AS rows, sum(hashtextextended(one::text, 0)::numeric) FROM ${table} AS one`,
        );
        all += Number(row?.rows);
      }
      times.scan.push(performance.now() - begin);
    }
  });
  await databases.drop("verified");
  const perSecond = (taken: number[]): number => Math.round(all / (median(taken) / 1_000));
  return { shape, rows, verify: perSecond(times.verify), scan: perSecond(times.scan) };
}
