import { expect, it } from "vitest";
import { prepare } from "../../../src/steps/prepare/index.js";
import { repair } from "../../../src/steps/repair/index.js";
import { reshape } from "../../../src/steps/reshape/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

it("changes rows that violate a check which was never validated, and brings them back", async () => {
  const steps = await proveKind({
    source: `CREATE TABLE public.notes (id int PRIMARY KEY, text text, size int);
      INSERT INTO public.notes VALUES (1, NULL, 1), (2, 'two', NULL), (3, 'three', 3);
      ALTER TABLE public.notes ADD CONSTRAINT "has text" CHECK (text IS NOT NULL) NOT VALID,
        ADD CONSTRAINT "has size" CHECK (size > 0 AND size IS NOT NULL) NOT VALID;
      COMMENT ON CONSTRAINT "has text" ON public.notes IS 'some day'`,
    target: `CREATE TABLE public.notes (id int PRIMARY KEY, text text NOT NULL, size int NOT NULL DEFAULT 7,
      CONSTRAINT "has size" CHECK (size > 0))`,
    kinds: [prepare, repair, reshape],
    mapping: { repairs: { "public.notes.size": { null: { sql: "7" } } } },
    look: async ({ rows }) => {
      expect(await rows("SELECT * FROM public.notes ORDER BY id")).toEqual([
        { id: 2, text: "two", size: 7 },
        { id: 3, text: "three", size: 3 },
      ]);
    },
  });
  expect(steps.filter(({ id }) => id.kind === "prepare").map(({ id }) => id.part)).toEqual([
    "has size",
    "has text",
  ]);
});
