import { setTimeout as pause } from "node:timers/promises";
import { noSweeps } from "@deepiri/vitest/skip";
import { expect, test } from "vitest";
import { stepKey } from "../../src/ledger/step-key.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import type { Step } from "../../src/plan/step.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { Session } from "../../src/session/session.js";
import { planMove } from "../../src/steps/shared/move-table.js";
import { withGround } from "../fixture/apply-plan.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { startPrograms } from "./programs.js";
import { type Wait, watchWaits } from "./watch-waits.js";

/** What is promised, in milliseconds. */
const longest = 250;

/** Tables that move, get other columns' names, types, keys and indexes; not every database has all. */
const tables = [
  "public.tasks",
  "public.users",
  "public.quests",
  "public.agents",
  "public.workflows",
  "public.obligations",
  "intelligence.obligations",
  "public.events",
];

test(
  "nobody waits long for a move, a rename, a key or an index, there and back",
  {
    timeout: 120_000,
  },
  () =>
    atMessyDatabase(
      noSweeps ? "init-34" : "everything",
      async (url) => {
        const plan = await makePlan(url);
        const session = new Session(url);
        const programs = await startPrograms(url, await thereAt(session, tables));
        let doing: Step | undefined;
        const watch = await watchWaits(url, () => (doing ? stepKey(doing.id) : ""));
        const onEvent = (event: { kind: string; step?: Step }): void => {
          if (event.kind === "begun") doing = event.step;
        };
        await applyPlan(session, plan, { onEvent });
        const waits = ofCatalogue(await watch.stop(), plan.steps);
        const watchBack = await watchWaits(url, () => (doing ? stepKey(doing.id) : ""));
        await rollBack(session, { onEvent });
        const waitsBack = ofCatalogue(await watchBack.stop(), plan.steps);
        const answered = programs.answered();
        expect(await programs.stop()).toEqual([]);
        await session.end();
        expect(
          [...waits, ...waitsBack].filter(({ milliseconds }) => milliseconds > longest),
        ).toEqual([]);
        // There was a load. Whether it met the tool's locks is chance: that it would be seen, the tests below show.
        expect(answered).toBeGreaterThan(500);
      },
      { broken: false, unmanaged: false, rows: 400 },
    ),
);

const jobs = `
  CREATE SCHEMA work;
  CREATE TABLE public.jobs (id integer PRIMARY KEY, title text);
  INSERT INTO public.jobs SELECT n, 'Job ' || n FROM generate_series(1, 100) AS n`;

test("while a long transaction holds the table, the tool gives way again and again", () =>
  withGround(jobs, async (ground) => {
    const programs = await startPrograms(ground.url, ["public.jobs"]);
    const watch = await watchWaits(ground.url, () => "move");
    await ground.client.query("BEGIN; SELECT FROM public.jobs LIMIT 1");
    const table = await ground.table("public.jobs");
    const moved = ground.apply([
      planMove({ table, to: { schema: "work", name: "jobs" }, rename: new Map() }),
    ]);
    const before = programs.answered();
    await pause(2_000);
    expect(await isMoved()).toBe(false);
    expect(programs.answered() - before).toBeGreaterThan(100);
    await ground.client.query("COMMIT");
    await moved;
    expect(await isMoved()).toBe(true);
    const waits = await watch.stop();
    expect(await programs.stop()).toEqual([]);
    // More than one attempt held somebody up, and none for long.
    expect(waits.length).toBeGreaterThan(1);
    expect(waits.filter(({ milliseconds }) => milliseconds > longest)).toEqual([]);

    async function isMoved(): Promise<unknown> {
      const [row] = await ground.rows("SELECT to_regclass('work.jobs') IS NOT NULL AS moved");
      return row?.moved;
    }
  }));

test("a tool that did not give way would be seen", () =>
  withGround(jobs, async (ground) => {
    const programs = await startPrograms(ground.url, ["public.jobs"]);
    const watch = await watchWaits(ground.url, () => "");
    await ground.session.query("BEGIN");
    await ground.session.query("LOCK TABLE public.jobs IN ACCESS EXCLUSIVE MODE");
    await pause(2 * longest);
    await ground.session.query("COMMIT");
    await programs.stop();
    const [wait] = await watch.stop();
    expect(wait?.milliseconds).toBeGreaterThan(longest);
    expect(wait?.query).toContain('"public"."jobs"');
  }));

/** Of the tables, those that the database has. */
async function thereAt(session: Session, names: readonly string[]): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    "SELECT name FROM pg_catalog.unnest($1::text[]) AS name WHERE pg_catalog.to_regclass(name) IS NOT NULL",
    [names],
  );
  return rows.map(({ name }) => name);
}

/** Waits for steps that only change the catalog; a batch of rows holds those rows until it commits. */
function ofCatalogue(waits: readonly Wait[], steps: readonly Step[]): Wait[] {
  const walks = new Set(
    steps
      .filter(({ forward, inverse }) => [forward, ...inverse].some(({ how }) => how === "batches"))
      .map(({ id }) => stepKey(id)),
  );
  return waits.filter(({ during }) => !walks.has(during));
}
