import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { buildWhenStale } from "@deepiri/build-when-stale";
import { connectOnce } from "@deepiri/database";
import { because, noSweeps } from "@deepiri/vitest/skip";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Plan } from "../../src/plan/plan.js";
import { writePlan } from "../../src/plan/plan-file.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { Session } from "../../src/session/session.js";
import { verify } from "../../src/verify/verify.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { type Book, cyrexBooks, leaseBook, taskBook } from "./book.js";
import { checkLedger } from "./check-ledger.js";
import { type Random, randomOf } from "./random.js";
import { runReorganizer } from "./run-reorganizer.js";
import { applicationName, type Entry, Writer } from "./writer.js";

/** With LEDGER_SEED another order of events is tried; it is in the title of what fails. */
const seed = Number(process.env.LEDGER_SEED ?? 4);

/** The messy database of all, with what programs write of it. */
const database = "everything";
const books: readonly Book[] = [...cyrexBooks, leaseBook, taskBook];
/** How often each way through it is cut off. */
const kills = 1;

let folder: string;
beforeAll(() => {
  buildWhenStale(join(import.meta.dirname, "../.."));
  folder = mkdtempSync(join(tmpdir(), "ledger-"));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

test.skipIf(noSweeps)(
  `every acknowledged write is found, none twice, whatever is killed (seed ${seed})${because(noSweeps)}`,
  { timeout: 240_000 },
  () =>
    atMessyDatabase(
      database,
      async (url) => {
        const random = randomOf(seed);
        const plan = await makePlan(url);
        const file = join(folder, `${database}.json`);
        writePlan(file, plan);
        const run = (...args: string[]) => runKilled(random, kills, plan.steps.length, args);
        const writers = await whileWriting(url, books, random, async () => {
          await run("apply", url, file);
          await expectVerified(url, plan);
          await run("rollback", url);
          await run("apply", url, file);
          await expectVerified(url, plan);
        });
        await expectKept(url, writers);
      },
      { unmanaged: false },
    ),
);

/** Lets programs write all the while, and now and then cuts one of them off. */
async function whileWriting(
  url: string,
  books: readonly Book[],
  random: Random,
  body: () => Promise<void>,
): Promise<Writer[]> {
  const client = await connectOnce(url);
  const writers = ["w1", "w2", "w3"].map(
    (name) => new Writer(url, name, books, random.between(1, 1e9)),
  );
  try {
    for (const writer of writers) writer.start();
    await whileKilling(client, random, body);
  } finally {
    for (const writer of writers) await writer.stop();
    await client.end();
  }
  return writers;
}

/** Everything is as the ledgers say; and a row that goes would be missed. */
async function expectKept(url: string, writers: readonly Writer[]): Promise<void> {
  const entries = writers.flatMap(({ ledger }) => ledger);
  const client = await connectOnce(url);
  try {
    expect(entries.length).toBeGreaterThan(100);
    const failures = writers.flatMap((writer) => writer.failures);
    expect({ failures, wrong: await checkLedger(client, entries) }).toEqual({
      failures: [],
      wrong: [],
    });
    const kept = entries.find(({ possible }) => !possible.has(null)) as Entry;
    const { table, key } = kept.book.last;
    await client.query(`DELETE FROM ${table} WHERE ${key} = $1`, [kept.key]);
    expect(await checkLedger(client, entries)).toHaveLength(1);
  } finally {
    await client.end();
  }
}

/** Runs it, killed some times at a moment of chance, and then to its end. A step is told of at least twice. */
async function runKilled(
  random: Random,
  kills: number,
  steps: number,
  args: readonly string[],
): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    const fuse = random.between(1, Math.ceil((2 * steps) / kills));
    if (!(await runReorganizer(args, fuse))) return;
  }
  await runReorganizer(args);
}

/** Cuts off the connection of one writer or another all the while, so that it never hears what came of its statement. */
async function whileKilling(
  client: pg.Client,
  random: Random,
  body: () => Promise<void>,
): Promise<void> {
  let over = false;
  const killing = (async () => {
    while (!over) {
      await pause(random.between(50, 500));
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = $1 AND datname = current_database() ORDER BY random() LIMIT 1`,
        [applicationName],
      );
    }
  })();
  try {
    await body();
  } finally {
    over = true;
    await killing;
  }
}

/** Whoever verifies while programs write hears nothing but that all is well. */
async function expectVerified(url: string, plan: Plan): Promise<void> {
  const session = new Session(url);
  try {
    const { tables, problems } = await verify(session, plan);
    expect({ problems, differing: tables.filter(({ ok }) => !ok) }).toEqual({
      problems: [],
      differing: [],
    });
  } finally {
    await session.end();
  }
}
