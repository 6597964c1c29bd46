import { expect, it } from "vitest";
import { rename } from "../../../src/steps/rename/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

const long = "orders".repeat(10);

const tableWith = (first: string, second: string): string => `
  CREATE TABLE public.orders (id int PRIMARY KEY, price int, amount int,
    CONSTRAINT "${first}" CHECK (price > 0), CONSTRAINT "${second}" CHECK (amount > 0))`;

it.each([
  ["get others", "orders_price_check", "orders_amount_check"],
  ["are swapped", `${long}_2`, `${long}_1`],
])("long names that only differ at their ends %s", async (_, first, second) => {
  const steps = await proveKind({
    source: tableWith(`${long}_1`, `${long}_2`),
    target: tableWith(first, second),
    kinds: [rename],
  });
  expect(steps.map(({ id }) => id.action)).toEqual(["rename"]);
});
