import { expect, it } from "vitest";
import { relocate } from "../../../src/steps/relocate/index.js";
import { reshape } from "../../../src/steps/reshape/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

const table = (columns: string): string => `
  CREATE TABLE public.orders (id int PRIMARY KEY, price int${columns});
  INSERT INTO public.orders (id, price) SELECT n, n * 3 FROM generate_series(1, 20) AS n`;

it("a computed column that the target does not have goes, is not missed, and comes back", async () => {
  const steps = await proveKind({
    source: `${table(", note text, twice int GENERATED ALWAYS AS (price * 2) STORED")};
      UPDATE public.orders SET note = 'a note' WHERE id < 5`,
    target: table(""),
    kinds: [relocate, reshape],
  });
  expect(steps.length).toBeGreaterThan(0);
});
