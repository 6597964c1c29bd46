import { expect, it } from "vitest";
import { rename } from "../../../src/steps/rename/index.js";
import { reshape } from "../../../src/steps/reshape/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

const orders = "CREATE TABLE public.orders (id int PRIMARY KEY, price int, amount int);";

it.each([
  [
    "an index of the table",
    `${orders} CREATE INDEX old_name ON public.orders (price);
     CREATE INDEX orders_price_idx ON public.orders (amount) WHERE price > 0`,
    `${orders} CREATE INDEX orders_price_idx ON public.orders (price)`,
  ],
  [
    "an index of another table",
    `${orders} CREATE INDEX old_name ON public.orders (price);
     CREATE TABLE public.others (id int PRIMARY KEY); CREATE INDEX orders_price_idx ON public.others (id)`,
    `${orders} CREATE INDEX orders_price_idx ON public.orders (price)`,
  ],
  [
    "an index of another table, which gets another one then,",
    `${orders} CREATE INDEX old_name ON public.orders (price);
     CREATE TABLE public.others (id int PRIMARY KEY); CREATE INDEX orders_price_idx ON public.others (id)`,
    `${orders} CREATE INDEX orders_price_idx ON public.orders (price);
     CREATE TABLE public.others (id int PRIMARY KEY); CREATE INDEX others_idx ON public.others (id)`,
  ],
  [
    "a constraint of the table",
    `${orders} ALTER TABLE public.orders ADD CONSTRAINT old_name CHECK (price > 0),
       ADD CONSTRAINT is_sold CHECK (amount > 0)`,
    `${orders} ALTER TABLE public.orders ADD CONSTRAINT is_sold CHECK (price > 0)`,
  ],
  [
    "a unique constraint of the table",
    `${orders} CREATE INDEX old_name ON public.orders (price);
     ALTER TABLE public.orders ADD CONSTRAINT orders_price_idx UNIQUE (amount)`,
    `${orders} CREATE INDEX orders_price_idx ON public.orders (price)`,
  ],
])("a name that %s has gets free, and is given back", async (_, source, target) => {
  const steps = await proveKind({ source, target, kinds: [rename, reshape] });
  expect(steps[0]?.id.action).toBe("rename");
});
