import { expect, it } from "vitest";
import { reshape } from "../../../src/steps/reshape/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

it("drops an unmanaged trigger with the column that it sets, and restores it as it was", async () => {
  const steps = await proveKind({
    source: `CREATE TABLE public.notes (id int PRIMARY KEY, extra text);
      CREATE FUNCTION public.set_extra() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.extra := 'x'; RETURN NEW; END $$;
      CREATE TRIGGER extra BEFORE INSERT OR UPDATE ON public.notes FOR EACH ROW EXECUTE FUNCTION set_extra();
      ALTER TABLE public.notes ENABLE ALWAYS TRIGGER extra;
      COMMENT ON TRIGGER extra ON public.notes IS 'sets it';
      INSERT INTO public.notes VALUES (1), (2)`,
    target: "CREATE TABLE public.notes (id int PRIMARY KEY)",
    kinds: [reshape],
    mapping: { dropTriggers: { "public.notes.extra": "nobody reads it" } },
    look: async ({ client }) => {
      await client.query("BEGIN; INSERT INTO public.notes VALUES (3); ROLLBACK");
    },
  });
  expect(steps[0]?.id).toEqual({
    kind: "reshape",
    action: "drop trigger",
    on: "public.notes",
    part: "extra",
  });
});
