import { expect, it } from "vitest";
import { readClashingIndexes } from "../../../src/steps/shared/clashing-indexes.js";
import { withGround } from "../../fixture/apply-plan.js";

const objects = `
  CREATE SCHEMA away;
  CREATE TABLE public.items (id int CONSTRAINT items_key PRIMARY KEY, part int, price int, due date);
  CREATE INDEX by_part ON public.items (part);
  CREATE INDEX by_price ON public.items (price);
  CREATE INDEX by_due ON public.items (due);
  CREATE SEQUENCE away.by_part;
  CREATE VIEW away.by_price AS SELECT 1 AS one;
  CREATE TABLE away.items (id int CONSTRAINT items_key PRIMARY KEY);`;

it("an index is given another name when anything of that name is in the schema that its table goes to", async () => {
  const clashing = await withGround(objects, async ({ session, table }) =>
    readClashingIndexes(session, await table("public.items"), { schema: "away" }),
  );
  expect([...clashing.keys()]).toEqual(["by_part", "by_price", "items_key"]);
});

it("an index keeps its name when only the table that makes room has one of that name", async () => {
  const clashing = await withGround(objects, async ({ session, table }) =>
    readClashingIndexes(
      session,
      await table("public.items"),
      { schema: "away" },
      await table("away.items"),
    ),
  );
  expect([...clashing.keys()]).toEqual(["by_part", "by_price"]);
});

it("an index keeps its name where its table stays in its schema", async () => {
  const clashing = await withGround(objects, async ({ session, table }) =>
    readClashingIndexes(session, await table("public.items"), { schema: "public" }),
  );
  expect(clashing.size).toBe(0);
});
