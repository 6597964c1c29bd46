import { expect, it } from "vitest";
import { scansIn, withReshaping } from "./bench.js";

const start = `CREATE TABLE public."Team Members" ("Member Id" int PRIMARY KEY);
  CREATE TABLE public."Order-Items" ("Item Id" int PRIMARY KEY, "Due Date" varchar, "sold by" int, "to go" text,
    CONSTRAINT "old check" CHECK ("Item Id" > 0));
  CREATE VIEW public."my view" AS SELECT "Due Date" AS "When" FROM public."Order-Items";
  INSERT INTO public."Team Members" VALUES (1);
  INSERT INTO public."Order-Items" SELECT n, 'today', 1, 'gone' FROM generate_series(1, 300) AS n`;
const goal = `CREATE TABLE public."Team Members" ("Member Id" int PRIMARY KEY);
  CREATE TABLE public."Order-Items" ("Item Id" int PRIMARY KEY, "Due Date" text, "sold by" int NOT NULL,
    "ADD COLUMN x" text DEFAULT ' DROP COLUMN ',
    CONSTRAINT "my check" CHECK ("sold by" > 0),
    CONSTRAINT "my key" FOREIGN KEY ("sold by") REFERENCES public."Team Members");
  CREATE INDEX "my USING index" ON public."Order-Items" ("Due Date")`;

it("reads no table through under a lock for rules whose names hold a blank", () =>
  withReshaping(start, goal, async ({ session, plan, table }) => {
    const client = await session.client();
    const forward = plan.steps.map((step) => step.forward);
    expect(await scansIn(client, forward)).toEqual([]);
    const back = [...plan.steps].reverse().flatMap(({ inverse }) => inverse);
    expect(await scansIn(client, back)).toEqual([]);
    expect(
      await valuesOf(client, 'SELECT DISTINCT "to go" AS value FROM public."Order-Items"'),
    ).toEqual(["gone"]);
    const { constraints } = await table("public.Order-Items");
    expect(constraints.map(({ name, validated }) => [name, validated])).toEqual([
      ["Order-Items_pkey", true],
      ["old check", true],
    ]);
  }));

async function valuesOf(
  client: { query(sql: string): Promise<{ rows: { value: unknown }[] }> },
  sql: string,
) {
  return (await client.query(sql)).rows.map(({ value }) => value);
}
