import { expect, it } from "vitest";
import type { Catalog, Table } from "../../src/catalog/catalog.js";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { mappingSchema } from "../../src/plan/mapping.js";
import type { Step } from "../../src/plan/step.js";
import { planRepairs } from "../../src/steps/repair/plan.js";
import { takeBaseline } from "../../src/verify/baseline.js";
import { verify } from "../../src/verify/verify.js";
import { type Ground, withGround } from "../fixture/apply-plan.js";
import { smallPlan } from "./small-plan.js";

const orders = `
  CREATE TABLE public.orders (id int PRIMARY KEY, status text, email text);
  INSERT INTO public.orders VALUES (1, 'odd', 'a@x'), (2, 'open', 'A@x'), (3, 'odd', 'c@x')`;

const mapping = mappingSchema.parse({
  name: "test",
  repairs: {
    "public.orders.status": { words: { odd: "open", strange: "open" } },
    "public.orders.email": { duplicate: { sql: "'2' || r.email" } },
  },
});

/** The table with a CHECK and a unique rule that its rows break. */
function withRules(table: Table): Table {
  const expression = "status = ANY (ARRAY['open'::text, 'shut'::text])";
  return {
    ...table,
    constraints: [
      ...table.constraints,
      {
        name: "orders_status_check",
        kind: "check",
        definition: `CHECK (${expression})`,
        rule: `CHECK (${expression})`,
        columns: ["status"],
        expression,
        references: null,
        validated: true,
        deferrable: false,
        initiallyDeferred: false,
      },
    ],
    indexes: [
      ...table.indexes,
      {
        name: "orders_email_key",
        body: "UNIQUE btree (lower(email))",
        using: "btree (lower(email))",
        definition:
          "CREATE UNIQUE INDEX orders_email_key ON public.orders USING btree (lower(email))",
        unique: true,
        nullsNotDistinct: false,
        valid: true,
        ofConstraint: false,
        keys: ["lower(email)"],
        keyColumns: ["email"],
        columns: ["email"],
        hasExpressions: true,
        predicate: null,
      },
    ],
  };
}

async function repairs(ground: Ground): Promise<Step[]> {
  const here = await readCatalog(ground.session);
  const wanted = withRules(await ground.table("public.orders"));
  const target: Catalog = { ...here, tables: new Map([["public.orders", wanted]]) };
  const steps = planRepairs(here, target, new Set(["public.orders"]), mapping);
  // Without what helps programs to write no more of the same.
  return steps.filter(({ id }) => ["repair", "quarantine duplicates"].includes(id.action));
}

/** Applies the repairs, lets a program write, and repairs once more, as a rule that met a broken row asks for. */
async function repairedTwice<Result>(
  write: string,
  body: (
    ground: Ground,
    steps: readonly Step[],
    plan: ReturnType<typeof smallPlan>,
  ) => Promise<Result>,
): Promise<Result> {
  return withGround(orders, async (ground) => {
    const steps = await repairs(ground);
    const plan = smallPlan([{ from: "public.orders", to: "public.orders" }], steps);
    await ground.apply([]);
    await takeBaseline(ground.session, plan);
    await ground.apply(steps);
    await ground.client.query(write);
    await ground.session.query("DELETE FROM _reorganize.journal");
    await ground.apply(steps);
    return body(ground, steps, plan);
  });
}

const brokenAgain = "UPDATE public.orders SET status = 'strange' WHERE id IN (1, 2)";
const doubledAgain = "UPDATE public.orders SET email = 'C@x' WHERE id = 2";

it.each([
  ["a value", brokenAgain],
  ["a duplicate", doubledAgain],
  ["both", `${brokenAgain}; ${doubledAgain}`],
])("is not alarmed by %s that was broken and repaired twice", (_, write) =>
  repairedTwice(write, async ({ session }, _steps, plan) => {
    expect((await verify(session, plan)).tables).toMatchObject([
      { differing: [], rows: [], now: 3, expected: 3, ok: true },
    ]);
  }),
);

it("puts back what was written last, not what the first repair found", () =>
  repairedTwice(`${brokenAgain}; ${doubledAgain}`, async (ground, steps) => {
    await ground.undo(steps);
    expect(await ground.rows("SELECT * FROM public.orders ORDER BY id")).toEqual([
      { id: 1, status: "strange", email: "a@x" },
      { id: 2, status: "strange", email: "C@x" },
      { id: 3, status: "odd", email: "c@x" },
    ]);
  }));
