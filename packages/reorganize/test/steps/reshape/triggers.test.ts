import { expect, it } from "vitest";
import { reshape } from "../../../src/steps/reshape/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

const functions = (...names: string[]): string =>
  names
    .map(
      (name) =>
        `CREATE FUNCTION public.${name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';`,
    )
    .join("\n");
const trigger = (name: string, calls: string, on = "INSERT"): string =>
  `CREATE TRIGGER ${name} AFTER ${on} ON public.tasks FOR EACH ROW EXECUTE FUNCTION public.${calls}();`;
const tasks = "CREATE TABLE public.tasks (id int PRIMARY KEY);";

it("takes a trigger for the target's by its name or by the function that it calls, and no other", async () => {
  await proveKind({
    source: `${tasks} ${functions("refuse_cycle", "announce")}
      ${trigger("acyclic", "refuse_cycle", "DELETE")}
      ${trigger("audited", "announce")}
      ${trigger("old_name", "refuse_cycle")}
      ${trigger("announced", "announce")}`,
    target: `${tasks} ${functions("refuse_cycle", "audit")}
      ${trigger("acyclic", "refuse_cycle")}
      ${trigger("audited", "audit")}`,
    kinds: [reshape],
    look: async ({ rows }) =>
      expect(
        await rows(
          `SELECT tgname::text AS name, tgfoid::regproc::text AS calls, pg_get_triggerdef(oid) LIKE '%INSERT%' AS "onInsert"
             FROM pg_trigger WHERE tgrelid = 'public.tasks'::regclass AND tgfoid::regproc::text NOT LIKE '\\_reorganize%'
            ORDER BY 1`,
        ),
      ).toEqual([
        { name: "acyclic", calls: "refuse_cycle", onInsert: true },
        { name: "announced", calls: "announce", onInsert: true },
        { name: "audited", calls: "audit", onInsert: true },
      ]),
  });
});
