import { expect, it } from "vitest";
import type { Step } from "../../src/plan/step.js";
import type { StepKind } from "../../src/steps/step-kind.js";
import { proveKind } from "../fixture/prove-kind.js";

const schema = "CREATE TABLE public.items (id int PRIMARY KEY, name text)";

it.each([
  ["changes", "UPDATE public.items SET name = 'other' WHERE id = 2"],
  ["deletes", "DELETE FROM public.items WHERE id = 2"],
])(
  "verify sees a row that a kind of step %s, although no kind has said what becomes of its table",
  async (_, sql) => {
    await expect(
      proveKind({
        source: `${schema}; INSERT INTO public.items SELECT n, 'one' FROM generate_series(1, 5) AS n`,
        target: schema,
        kinds: [faulty(sql)],
      }),
    ).rejects.toThrow("problems: [], wrong: [ {");
  },
);

/** A kind that does this to rows, and tells nobody. */
function faulty(sql: string): StepKind {
  const step: Step = {
    id: { kind: "faulty", action: "do" },
    table: "public.items",
    forward: { how: "transaction", sql: [sql], silent: true },
    inverse: [],
    lock: "ROW EXCLUSIVE",
    hazards: [],
    rows: 1,
    seconds: 0.01,
  };
  return {
    name: "faulty",
    plan: ({ perform }) => perform([step]),
    title: ({ id }) => id.kind,
    hazard: ({ code }) => code,
  };
}
