import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Step } from "../../../src/plan/step.js";
import { type Ground, withGround } from "../../fixture/apply-plan.js";
import { twinSteps } from "../../fixture/twin-steps.js";
import { type Ledger, touchRows, type Writer, writeRows } from "./writers.js";

const names = { old: "public.agents", new: "cyrex.agents" };

/** Some rows only under the one name, some under both; the other one wins. */
const tables = (twin: string, survivor: string): string => `
  CREATE SCHEMA cyrex;
  CREATE TABLE public.agents (id text PRIMARY KEY, number int, name int, seen int, updated_at timestamp DEFAULT now());
  CREATE TABLE cyrex.agents (id text PRIMARY KEY, number int, name int, seen int, updated_at timestamp DEFAULT now());
  INSERT INTO ${twin} (id, number) SELECT 'stable' || i, i FROM generate_series(0, 399) AS i;
  INSERT INTO ${twin} (id, number) SELECT 'both' || i, i FROM generate_series(0, 99) AS i;
  INSERT INTO ${survivor} (id, number) SELECT 'both' || i, -i FROM generate_series(0, 99) AS i;`;

const stays = { twin: names.old, survivor: names.new, title: "a view takes the twin's name" };
const comes = { twin: names.new, survivor: names.old, title: "the survivor takes the twin's name" };

const stable = Array.from({ length: 400 }, (_, i) => `stable${i}`);

/** The two tables, or the table and the view. */
interface Pair {
  readonly twin: string;
  readonly survivor: string;
}

/** What the programs know: two write rows of their own, two write columns of the twin's rows. */
interface Cast {
  readonly twin: Ledger;
  readonly survivor: Ledger;
  readonly name: Ledger;
  readonly seen: Ledger;
}

it.each([stays, comes])(
  "loses no write of programs on either name, whatever is done meanwhile, when $title",
  { timeout: 90_000 },
  async ({ twin, survivor }) => {
    const directory = `CREATE VIEW public.directory AS SELECT id FROM ${survivor}`;
    const sql = `${tables(twin, survivor)} ${directory}`;
    const { steps } = await twinSteps(sql, names.new, [names.old], [names.new]);
    await withGround(sql, async (ground) => {
      const [pair, ledgers] = [
        { twin, survivor },
        { twin: new Map(), survivor: new Map() },
      ];
      for (let round = 0; round < 3; round += 1) {
        const applied = await whileWriting(ground, pair, ledgers, () => apply(ground, steps));
        for (const name of [twin, survivor]) {
          expect(await read(ground, name, "number", "twin")).toEqual(present(applied.twin));
          expect(await read(ground, name, "number", "survivor")).toEqual(present(applied.survivor));
        }
        expect(await read(ground, survivor, "name", "stable")).toMatchObject(present(applied.name));
        expect(await read(ground, survivor, "seen", "stable")).toMatchObject(present(applied.seen));
        expect(
          await ground.rows(
            "SELECT relation, count(*)::int FROM _reorganize.quarantine GROUP BY 1",
          ),
        ).toEqual([{ relation: twin, count: 100 }]);

        const undone = await whileWriting(ground, pair, ledgers, () =>
          ground.undo(steps, { batchSize: 37 }),
        );
        expect(await read(ground, twin, "number", "twin")).toEqual(present(undone.twin));
        expect(await read(ground, survivor, "number", "twin")).toEqual({});
        expect(await read(ground, survivor, "number", "survivor")).toEqual(
          present(undone.survivor),
        );
        expect(await read(ground, twin, "number", "survivor")).toEqual({});
        expect(await read(ground, twin, "name", "stable")).toMatchObject(present(undone.name));
        expect(await read(ground, twin, "seen", "stable")).toMatchObject({
          ...present(applied.seen),
          ...present(undone.seen),
        });
        expect(await read(ground, survivor, "seen", "stable")).toEqual({});
      }
    });
  },
);

/** Applies, and dies once between two batches. */
async function apply(ground: Ground, steps: readonly Step[]): Promise<void> {
  const killed = ground.apply(steps, {
    batchSize: 23,
    onEvent: (event) => {
      if (event.kind === "rows" && event.rows > 200) throw new Error("killed");
    },
  });
  await expect(killed).rejects.toThrow("killed");
  await ground.apply(steps, { batchSize: 23 });
}

async function whileWriting(
  { url }: Ground,
  pair: Pair,
  ledgers: Pick<Cast, "twin" | "survivor">,
  body: () => Promise<void>,
): Promise<Cast> {
  const [twin, survivor, name, seen] = await Promise.all([
    writeRows(url, pair.twin, "twin", ledgers.twin),
    writeRows(url, pair.survivor, "survivor", ledgers.survivor),
    touchRows(url, pair.twin, "name", stable),
    touchRows(url, pair.survivor, "seen", stable),
  ]);
  const writers: Writer[] = [twin, survivor, name, seen];
  await pause(100);
  await body().finally(async () => {
    await pause(100);
    await Promise.all(writers.map((writer) => writer.stop()));
  });
  expect([...new Set(writers.flatMap(({ refusals }) => refusals))]).toEqual([]);
  return { twin: twin.ledger, survivor: survivor.ledger, name: name.ledger, seen: seen.ledger };
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
