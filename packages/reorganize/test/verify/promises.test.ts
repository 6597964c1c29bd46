import { expect, it } from "vitest";
import { problemText } from "../../src/cli/problem-text.js";
import type { Problem } from "../../src/plan/problem.js";
import { takeBaseline } from "../../src/verify/baseline.js";
import { verify } from "../../src/verify/verify.js";
import { type Ground, withGround } from "../fixture/apply-plan.js";
import { smallPlan, step } from "./small-plan.js";

const shop = `
  CREATE TYPE public.word AS ENUM ('open', 'shut');
  CREATE TABLE public.customers (id int PRIMARY KEY, email text);
  CREATE TABLE public."Orders" (
    id int, part text, "customerId" int CONSTRAINT orders_customer_fkey REFERENCES public.customers,
    status public.word, price numeric CONSTRAINT orders_price_check CHECK (price > 0),
    CONSTRAINT "Orders_pkey" PRIMARY KEY (id, part));
  CREATE INDEX orders_status_idx ON public."Orders" (status);
  INSERT INTO public.customers SELECT n, n || '@x' FROM generate_series(1, 10) AS n;
  INSERT INTO public."Orders" SELECT n, 'p', n % 10 + 1, 'open', n FROM generate_series(1, 100) AS n`;

const view = `SELECT id, part, customer_id AS "customerId", status, price FROM shop.orders`;
const steps = [
  step("move shop.orders", "shop.orders", [
    "CREATE SCHEMA shop",
    `ALTER TABLE public."Orders" SET SCHEMA shop`,
    `ALTER TABLE shop."Orders" RENAME TO orders`,
    `ALTER TABLE shop.orders RENAME COLUMN "customerId" TO customer_id`,
    `CREATE VIEW public."Orders" AS ${view}`,
  ]),
  {
    ...step("move type", "", [
      "ALTER TYPE public.word SET SCHEMA shop",
      "CREATE DOMAIN public.word AS shop.word",
    ]),
    about: { from: "public.word", oldName: `"public"."word"` },
  },
];
const plan = smallPlan(
  [
    { from: "public.Orders", to: "shop.orders", columns: { customerId: "customer_id" } },
    { from: "public.customers", to: "public.customers" },
  ],
  steps,
);

/** Applies the plan, then does something behind its back. */
async function problemsAfter(damage: string): Promise<readonly Problem[]> {
  return withGround(shop, async (ground) => {
    await apply(ground);
    await ground.client.query(damage);
    const { problems, ok } = await verify(ground.session, plan);
    expect(ok).toBe(problems.length === 0);
    return problems;
  });
}

async function apply({ session, apply }: Ground): Promise<void> {
  await apply([]);
  await takeBaseline(session, plan);
  await apply(steps);
}

it("finds no problem where everything is as it should be", async () => {
  expect(await problemsAfter("SELECT")).toEqual([]);
});

const silently = (sql: string) =>
  `SET session_replication_role = replica; ${sql}; RESET session_replication_role`;
const key = { about: "keys", object: "orders_customer_fkey", table: "shop.orders" };
const check = { about: "keys", object: "orders_price_check", table: "shop.orders" };

it.each([
  [
    "a key with orphans",
    `ALTER TABLE shop.orders DISABLE TRIGGER ALL; INSERT INTO shop.orders VALUES (7, 'é', 77, 'open', 1), (8, 'b', 78, 'open', 1);
     ALTER TABLE shop.orders ENABLE TRIGGER ALL`,
    { ...key, code: "orphans", rows: 2, keys: ["7 é", "8 b"] },
    "keys: orders_customer_fkey on shop.orders has 2 orphans, such as 7 é, 8 b",
  ],
  [
    "a key that is not enforced",
    "ALTER TABLE shop.orders DISABLE TRIGGER ALL",
    { ...key, code: "not enforced" },
    "keys: orders_customer_fkey on shop.orders is not enforced: its trigger is off",
  ],
  [
    "a constraint that is not validated",
    "ALTER TABLE shop.orders DROP CONSTRAINT orders_price_check, ADD CONSTRAINT orders_price_check CHECK (price > 0) NOT VALID",
    { ...check, code: "not validated" },
    "keys: orders_price_check on shop.orders is not validated",
  ],
  [
    "an index that is not valid",
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'shop.orders_status_idx'::regclass",
    {
      about: "indexes",
      code: "not valid",
      object: "shop.orders_status_idx",
      table: "shop.orders",
      unique: false,
    },
    "indexes: shop.orders_status_idx is not valid, so shop.orders is searched without it",
  ],
  [
    "an old name that is gone",
    `DROP VIEW public."Orders"`,
    { about: "old names", code: "view missing", object: "public.Orders" },
    "old names: public.Orders is gone: nothing stands at the old name",
  ],
  [
    "an old name that lacks a column",
    `DROP VIEW public."Orders"; CREATE VIEW public."Orders" AS SELECT id, part, status, price FROM shop.orders`,
    { about: "old names", code: "view lacks", object: "public.Orders" },
    "old names: public.Orders lacks customerId",
  ],
  [
    "an old name that cannot be written",
    `DROP VIEW public."Orders"; CREATE VIEW public."Orders" AS SELECT DISTINCT id, part, customer_id AS "customerId", status, price FROM shop.orders`,
    { about: "old names", code: "view refuses", object: "public.Orders" },
    "old names: public.Orders refuses INSERT, UPDATE, DELETE",
  ],
  [
    "an old column that cannot be written",
    `DROP VIEW public."Orders"; CREATE VIEW public."Orders" AS SELECT id, part, customer_id AS "customerId", status, price + 0 AS price FROM shop.orders`,
    { about: "old names", code: "columns refuse writes", object: "public.Orders" },
    "old names: public.Orders cannot be written in price",
  ],
  [
    "an old name that leads elsewhere",
    `DROP VIEW public."Orders"; CREATE TABLE shop.copy (LIKE shop.orders); CREATE VIEW public."Orders" AS ${view.replace("shop.orders", "shop.copy")}`,
    { about: "old names", code: "view leads elsewhere", object: "public.Orders" },
    "old names: public.Orders does not lead to shop.orders",
  ],
  [
    "an old name of a type that is gone",
    "DROP DOMAIN public.word",
    { about: "old names", code: "type missing", object: "public.word" },
    "old names: public.word is gone: no type stands at the old name",
  ],
  [
    "a table that is gone",
    "DROP TABLE shop.orders CASCADE",
    { about: "baseline", code: "rows lost", object: "public.Orders" },
    "baseline: public.Orders had rows that are in no table now",
  ],
])("names %s", async (_, damage, problem, text) => {
  const problems = await problemsAfter(damage);
  expect(problems).toContainEqual(expect.objectContaining(problem));
  expect(problems.map(problemText)).toContain(text);
});

it("finds the rows of a table that is parked whole, and misses those that go", () =>
  withGround(shop, async (ground) => {
    const aside = smallPlan([{ from: "public.Orders" }], []);
    await ground.apply([]);
    await takeBaseline(ground.session, aside);
    await ground.client.query(
      `ALTER TABLE public."Orders" RENAME TO "twin public.Orders"; ALTER TABLE public."twin public.Orders" SET SCHEMA _reorganize`,
    );
    const lost = silently(`DELETE FROM _reorganize."twin public.Orders" WHERE id = 5`);
    const table = `_reorganize."twin public.Orders"`;
    expect(await verify(ground.session, aside)).toMatchObject({
      tables: [{ table, now: 100, expected: 100, ok: true }],
      problems: [],
    });
    await ground.client.query(lost);
    expect(await verify(ground.session, aside)).toMatchObject({
      tables: [{ table, now: 99, expected: 100, rows: [{ how: "missing" }], ok: false }],
    });
  }));

it("says which table was never counted", () =>
  withGround(shop, async (ground) => {
    await apply(ground);
    const more = smallPlan([...plan.sources, { from: "public.notes" }], steps);
    expect((await verify(ground.session, more)).problems).toEqual([
      { about: "baseline", code: "not counted", object: "public.notes" },
    ]);
  }));

it("promises only rows while the plan is being applied", () =>
  withGround(shop, async (ground) => {
    await apply(ground);
    await ground.client.query(
      `UPDATE _reorganize.plan SET stage = 'applying'; DROP VIEW public."Orders"`,
    );
    expect(await verify(ground.session, plan)).toMatchObject({
      stage: "applying",
      problems: [],
      ok: true,
    });
  }));
