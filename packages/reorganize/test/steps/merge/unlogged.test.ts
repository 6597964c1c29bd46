import { expect, it } from "vitest";
import { applySteps } from "../../../src/executor/apply-steps.js";
import { beginJournal } from "../../../src/ledger/begin-journal.js";
import { rollBack } from "../../../src/lifecycle/rollback.js";
import { grant } from "../../../src/steps/grant/index.js";
import { stepKinds } from "../../../src/steps/kinds.js";
import { record } from "../../../src/steps/record/index.js";
import { seed } from "../../../src/steps/seed/index.js";
import { takeBaseline } from "../../../src/verify/baseline.js";
import { planOf, withGround } from "../../fixture/apply-plan.js";
import { proveKind } from "../../fixture/prove-kind.js";

const kinds = stepKinds.filter((kind) => ![grant, record, seed].includes(kind));

const tables = (persistence: string) => `
  CREATE TABLE public.owners (id int PRIMARY KEY);
  CREATE ${persistence} TABLE public."Order-Items" (id bigserial PRIMARY KEY, "Due Date" date DEFAULT '2026-01-01',
    owner int REFERENCES public.owners, part text UNIQUE, size int CHECK (size > 0),
    twice int GENERATED ALWAYS AS (size * 2) STORED);
  CREATE INDEX due ON public."Order-Items" ("Due Date") WHERE size > 2;
  COMMENT ON TABLE public."Order-Items" IS 'What was ordered';`;

const beside = `CREATE SCHEMA logged;
  CREATE TABLE logged."Order-Items" (LIKE public."Order-Items" INCLUDING ALL);`;

const rows = `INSERT INTO public.owners VALUES (1);
  INSERT INTO public."Order-Items" (owner, part, size) SELECT 1, 'part ' || n, n FROM generate_series(1, 7) AS n;`;

const insert = `INSERT INTO public."Order-Items" (owner, size) VALUES (1, 9) RETURNING id, twice`;

const source = `${tables("UNLOGGED")} ${rows} ${beside}`;

it("rewrites no table that is to be LOGGED where an empty one of that form is beside it", async () => {
  const steps = await proveKind({
    source,
    target: tables(""),
    kinds,
    mapping: { relocate: { public: ["logged"] } },
    look: async (ground) => {
      const [found] = await ground.rows(
        `SELECT relpersistence AS how, (SELECT count(*)::int FROM public."Order-Items") AS rows
           FROM pg_class WHERE oid = 'public."Order-Items"'::regclass`,
      );
      expect(found).toEqual({ how: "p", rows: 7 });
    },
  });
  await withGround(source, async (ground) => {
    await ground.apply(steps);
    for (const sql of [...steps].reverse().flatMap(({ finish = [] }) => finish))
      await ground.client.query(sql);
    expect(await ground.rows(insert)).toEqual([{ id: "8", twice: 18 }]);
  });
  await withGround(source, async ({ session, rows: read }) => {
    const sources = ["logged.Order-Items", "public.Order-Items"].map((from) => ({
      ...{ from, to: "public.Order-Items", columns: {}, rows: 7 },
      merged: from === "public.Order-Items",
    }));
    const plan = { ...planOf(steps), sources };
    await beginJournal(session, plan, "of this test");
    await takeBaseline(session, plan);
    await applySteps(session, plan);
    await read(insert);
    await rollBack(session);
    expect(await read(insert)).toEqual([{ id: "9", twice: 18 }]);
  });
  expect(steps.flatMap(({ hazards }) => hazards.map(({ code }) => code))).not.toContain(
    "table rewritten",
  );
});
