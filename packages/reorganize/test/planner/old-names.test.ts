import { observedDifferences } from "@deepiri/observer";
import { expect, it } from "vitest";
import { observe } from "../../src/catalog/observer/observe.js";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { warningText } from "../../src/cli/warning-text.js";
import { compareOutcomes } from "../../src/planner/old-names/compare-outcomes.js";
import { readOldNames, tryStatements } from "../../src/planner/old-names/try-statements.js";
import { planSchemas } from "../../src/steps/prepare/create-schemas.js";
import { planMove } from "../../src/steps/shared/move-table.js";
import { withGround } from "../fixture/apply-plan.js";
import { fingerprintRows } from "../fixture/fingerprint-rows.js";

it("tries which statements programs lose by an old name, and leaves no trace of it", () =>
  withGround(
    `CREATE TABLE public."Order-Items" (id int GENERATED ALWAYS AS IDENTITY, word text, part int, PRIMARY KEY (id, part));
     CREATE TABLE public.notes (note text);
     CREATE TABLE public.stays (id int PRIMARY KEY REFERENCES public.stays);
     INSERT INTO public."Order-Items" (word, part) VALUES ('a', 1); INSERT INTO public.notes VALUES ('b');
     CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END';
     CREATE TRIGGER refuse BEFORE TRUNCATE ON public.notes EXECUTE FUNCTION public.refuse()`,
    async ({ session, client, table, apply, undo }) => {
      const catalog = await readCatalog(session);
      const rows = await fingerprintRows(client);
      const move = async (name: string, rename: [string, string][]) =>
        planMove({
          table: await table(`public.${name}`),
          to: { schema: "app", name: `moved${name.length}` },
          rename: new Map(rename),
        });
      const steps = [
        ...planSchemas(new Set(), ["app"]),
        await move("Order-Items", [["part", "piece"]]),
        await move("notes", []),
      ];
      await apply(steps);
      const applied = await observe(session);
      const names = await readOldNames(session, catalog);
      const after = await tryStatements(session, names);
      expect(observedDifferences(applied, await observe(session))).toEqual([]);
      await undo(steps);
      const warnings = compareOutcomes(await tryStatements(session, names), after);

      const both = ["public.Order-Items", "public.notes"];
      const version = Number(
        (await client.query("SHOW server_version_num")).rows[0].server_version_num,
      );
      expect(warnings).toEqual([
        {
          code: "old names refuse",
          tables: both,
          statements: [
            "tablesample",
            "ctid",
            "tableoid",
            "current of",
            ...(version < 170000 ? ["merge"] : []),
            "truncate",
            "create index",
            "alter table",
            "comment",
            "copy to",
            "copy from",
          ],
        },
        {
          code: "old names refuse",
          tables: both.slice(0, 1),
          statements: ["group by key", "on conflict constraint", "references"],
        },
      ]);
      expect(warnings.map(warningText)[1]).toBe(
        "on the old name public.Order-Items, which is a view by then, this fails: GROUP BY the primary key alone, ON CONFLICT ON CONSTRAINT, a foreign key that REFERENCES it",
      );
      expect(await fingerprintRows(client)).toMatchObject(rows);
    },
  ));
