import { expect, it } from "vitest";
import { reshape } from "../../../src/steps/reshape/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

const source = `CREATE TABLE public."Team Members" ("Member Id" int PRIMARY KEY);
  CREATE TABLE public."Order-Items" ("Item Id" int, "Due Date" varchar, "sold by" int, "to go" text NOT NULL,
    CONSTRAINT "old check" CHECK ("Item Id" > 0), CONSTRAINT "Order-Items_pkey" PRIMARY KEY ("Item Id"));
  CREATE VIEW public."my view" AS SELECT "Due Date" AS "When" FROM public."Order-Items";
  INSERT INTO public."Team Members" VALUES (1);
  INSERT INTO public."Order-Items" SELECT n, 'today', 1, 'gone' FROM generate_series(1, 5) AS n`;
const target = `CREATE TABLE public."Team Members" ("Member Id" int PRIMARY KEY);
  CREATE TABLE public."Order-Items" ("Item Id" int, "Due Date" text, "sold by" int NOT NULL,
    "ADD COLUMN x" text DEFAULT ' DROP COLUMN ', CONSTRAINT "my check" CHECK ("sold by" > 0),
    CONSTRAINT "my key" FOREIGN KEY ("sold by") REFERENCES public."Team Members",
    CONSTRAINT "Order-Items_pkey" PRIMARY KEY ("Item Id"));
  CREATE INDEX "my USING index" ON public."Order-Items" ("Due Date")`;

it("reshapes tables of odd names, and undoes it", async () => {
  const steps = await proveKind({ source, target, kinds: [reshape] });
  const actions = new Set(steps.map(({ id }) => id.action));
  expect([...actions]).toEqual([
    "alter columns",
    "add not-null check",
    "validate not-null check",
    "set not null",
    "foreign keys",
    "indexes",
  ]);
});
