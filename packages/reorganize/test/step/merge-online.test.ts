import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Step } from "../../src/plan/plan.js";
import { type Ground, withGround } from "../fixture/apply-plan.js";
import { mergeSteps } from "../fixture/merge-steps.js";
import { type Ledger, touchRows, type Writer, writeRows } from "./merge-writers.js";

const twins = `
  CREATE SCHEMA cyrex;
  CREATE TABLE public.agents (id text PRIMARY KEY, number int, name int, seen int, updated_at timestamp DEFAULT now());
  CREATE TABLE cyrex.agents (id text PRIMARY KEY, number int, name int, seen int, updated_at timestamp DEFAULT now());
  INSERT INTO public.agents (id, number) SELECT 'stable' || i, i FROM generate_series(0, 399) AS i;
  INSERT INTO public.agents (id, number) SELECT 'both' || i, i FROM generate_series(0, 99) AS i;
  INSERT INTO cyrex.agents (id, number) SELECT 'both' || i, -i FROM generate_series(0, 99) AS i;`;

const stable = Array.from({ length: 400 }, (_, i) => `stable${i}`);

interface Cast {
  readonly old: Ledger;
  readonly new: Ledger;
  readonly name: Ledger;
  readonly seen: Ledger;
}

it(
  "loses no write of programs on either name, whatever is done meanwhile",
  { timeout: 90_000 },
  () =>
    withGround(twins, async (ground) => {
      const ledgers = { old: new Map(), new: new Map() };
      const steps = await mergeSteps(ground, "public.agents", "cyrex.agents");
      for (let round = 0; round < 3; round += 1) {
        const applied = await whileWriting(ground, ledgers, () => apply(ground, steps));
        expect(await read(ground, "cyrex.agents", "number", "old")).toEqual(present(applied.old));
        expect(await read(ground, "cyrex.agents", "number", "new")).toEqual(present(applied.new));
        expect(await read(ground, "cyrex.agents", "name", "stable")).toMatchObject(
          present(applied.name),
        );
        expect(await read(ground, "cyrex.agents", "seen", "stable")).toMatchObject(
          present(applied.seen),
        );
        expect(await read(ground, "public.agents", "number", "old")).toEqual(present(applied.old));
        expect(
          await ground.rows(
            "SELECT relation, count(*)::int FROM _reorganize.quarantine GROUP BY 1",
          ),
        ).toEqual([{ relation: "public.agents", count: 100 }]);

        const undone = await whileWriting(ground, ledgers, async () => {
          const begun = Date.now();
          await ground.undo(steps, { batchSize: 37 });
          return begun;
        });
        // A row inserted under the old name while that was a view was never the twin's: it stays with the winner.
        const [twin, winner] = [
          await read(ground, "public.agents", "number", "old"),
          await read(ground, "cyrex.agents", "number", "old"),
        ];
        for (const [key, { number, insertedAt }] of undone.old) {
          if (number !== null) expect([twin[key], winner[key]], key).toContain(number);
          else if (insertedAt < applied.begun)
            expect([twin[key], winner[key]], key).toEqual([undefined, undefined]);
        }
        expect(await read(ground, "cyrex.agents", "number", "new")).toEqual(present(undone.new));
        expect(await read(ground, "public.agents", "name", "stable")).toMatchObject(
          present(undone.name),
        );
        expect(await read(ground, "public.agents", "seen", "stable")).toMatchObject({
          ...present(applied.seen),
          ...present(undone.seen),
        });
        expect(await read(ground, "cyrex.agents", "seen", "stable")).toEqual({});
        await startOver(ground, ledgers);
      }
    }),
);

/** Applies, and dies once between two batches. */
async function apply(ground: Ground, steps: readonly Step[]): Promise<number> {
  const begun = Date.now();
  const killed = ground.apply(steps, {
    batchSize: 23,
    onEvent: (event) => {
      if (event.kind === "rows" && event.rows > 200) throw new Error("killed");
    },
  });
  await expect(killed).rejects.toThrow("killed");
  await ground.apply(steps, { batchSize: 23 });
  return begun;
}

async function whileWriting(
  { url }: Ground,
  ledgers: Pick<Cast, "old" | "new">,
  body: () => Promise<number>,
): Promise<Cast & { begun: number }> {
  const [old, now, name, seen] = await Promise.all([
    writeRows(url, "public.agents", "old", ledgers.old),
    writeRows(url, "cyrex.agents", "new", ledgers.new),
    touchRows(url, "public.agents", "name", stable),
    touchRows(url, "cyrex.agents", "seen", stable),
  ]);
  const writers: Writer[] = [old, now, name, seen];
  await pause(100);
  const begun = await body().finally(async () => {
    await pause(100);
    await Promise.all(writers.map((writer) => writer.stop()));
  });
  expect([...new Set(writers.flatMap(({ refusals }) => refusals))]).toEqual([]);
  return { old: old.ledger, new: now.ledger, name: name.ledger, seen: seen.ledger, begun };
}

/** What the ledger says is there. */
function present(ledger: Ledger): Record<string, number> {
  const there = [...ledger].flatMap(([key, { number }]) =>
    number === null ? [] : [[key, number]],
  );
  return Object.fromEntries(there);
}

async function read(
  ground: Ground,
  table: string,
  column: string,
  prefix: string,
): Promise<Record<string, number>> {
  const rows = await ground.rows(`SELECT id, ${column} AS value FROM ${table} WHERE id LIKE $1`, [
    `${prefix}%`,
  ]);
  return Object.fromEntries(rows.map(({ id, value }) => [id, value]));
}

async function startOver(ground: Ground, ledgers: Pick<Cast, "old" | "new">): Promise<void> {
  await ground.rows("DELETE FROM public.agents WHERE id LIKE 'old%'");
  await ground.rows("DELETE FROM cyrex.agents WHERE id LIKE 'old%'");
  ledgers.old.clear();
}
