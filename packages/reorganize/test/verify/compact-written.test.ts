import { connectOnce } from "@deepiri/database";
import { expect, it } from "vitest";
import { readBaselines } from "../../src/ledger/baseline.js";
import { takeBaseline } from "../../src/verify/baseline.js";
import { compactWritten } from "../../src/verify/compact-written.js";
import { verify } from "../../src/verify/verify.js";
import { type Ground, withGround } from "../fixture/apply-plan.js";
import { smallPlan } from "./small-plan.js";

const notes = `CREATE TABLE public.notes (id int PRIMARY KEY, text text);
  INSERT INTO public.notes SELECT n, 'note ' || n FROM generate_series(1, 500) AS n`;
const plan = smallPlan([{ from: "public.notes", to: "public.notes" }], []);

const one = (n: number) =>
  `INSERT INTO public.notes VALUES (${1000 + n}, 'new'); UPDATE public.notes SET text = 'changed ${n}' WHERE id = ${n};
   DELETE FROM public.notes WHERE id = ${250 + n}`;
const many = Array.from({ length: 100 }, (_, at) => one(at + 1)).join(";");

async function countNoted(ground: Ground): Promise<number> {
  const [row] = await ground.rows("SELECT count(*)::int AS n FROM _reorganize.written");
  return row?.n as number;
}

async function compact({ session }: Ground, batch: number): Promise<void> {
  await compactWritten(session, await readBaselines(session), batch);
}

it("says the same of fewer rows", () =>
  withGround(notes, async (ground) => {
    await ground.apply([]);
    await takeBaseline(ground.session, plan);
    await ground.client.query(many);
    const [before, told] = [await countNoted(ground), await verify(ground.session, plan)];
    await compact(ground, 50);
    expect(await countNoted(ground)).toBeLessThan(before);
    expect(told).toMatchObject({
      tables: [{ inserted: 100, updated: 100, deleted: 100, ok: true }],
    });
    expect(await verify(ground.session, plan)).toEqual(told);
  }));

it("forgets what the baseline has seen", () =>
  withGround(notes, async (ground) => {
    await ground.apply([]);
    await takeBaseline(ground.session, plan);
    await ground.client.query(many);
    await ground.session.query("DELETE FROM _reorganize.baseline");
    await takeBaseline(ground.session, plan);
    await compact(ground, 1);
    expect(await countNoted(ground)).toBe(0);
    expect(await verify(ground.session, plan)).toMatchObject({
      tables: [{ inserted: 0, ok: true }],
    });
  }));

it("is not noticed by whoever verifies, while programs write", () =>
  withGround(notes, async (ground) => {
    await ground.apply([]);
    await takeBaseline(ground.session, plan);
    const writer = await connectOnce(ground.url);
    let writing = true;
    const written = (async () => {
      for (let n = 1; n <= 200; n += 1) await writer.query(one(n));
      writing = false;
    })();
    while (writing) {
      await compact(ground, 20);
      expect(await verify(ground.session, plan)).toMatchObject({ ok: true });
    }
    await written;
    await writer.end();
    await compact(ground, 20);
    expect(await verify(ground.session, plan)).toMatchObject({
      tables: [{ inserted: 200, updated: 200, deleted: 200, ok: true }],
    });
  }));
