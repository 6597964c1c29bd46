import { expect, it } from "vitest";
import { reshape } from "../../../src/steps/reshape/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

const orders = "CREATE TABLE public.orders (id int PRIMARY KEY";

it("creates objects after those that they are made of, whatever their kind", async () => {
  await proveKind({
    source: `${orders}); INSERT INTO public.orders VALUES (1), (2)`,
    target: `
      CREATE TABLE public.items (id serial PRIMARY KEY, name text);
      CREATE FUNCTION public.count_items() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.items';
      CREATE FUNCTION public.first_item() RETURNS public.items LANGUAGE sql
        BEGIN ATOMIC SELECT items.* FROM public.items ORDER BY id LIMIT 1; END;
      CREATE VIEW public.item_names AS SELECT name FROM public.items;
      ${orders}, items bigint DEFAULT public.count_items(), state text DEFAULT 'new');
      CREATE VIEW public.order_states AS SELECT state, count(*) FROM public.orders GROUP BY 1;
      CREATE FUNCTION public.note_item() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER note_item BEFORE INSERT ON public.items FOR EACH ROW EXECUTE FUNCTION public.note_item()`,
    kinds: [reshape],
    look: async ({ rows }) => {
      expect(await rows("SELECT * FROM public.order_states")).toEqual([
        { state: "new", count: "2" },
      ]);
      expect(await rows("SELECT public.count_items() AS items")).toEqual([{ items: "0" }]);
    },
  });
});
