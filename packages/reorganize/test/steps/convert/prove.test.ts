import { expect, it } from "vitest";
import { convert } from "../../../src/steps/convert/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

const type = `CREATE TYPE public."Order State" AS ENUM ('open', 'to go');`;
const items = (state: string, date: string) => `
  CREATE TABLE public."Order-Items" ("Item Id" int PRIMARY KEY, "my state" ${state}, "Due Date" ${date});
  CREATE INDEX "my index" ON public."Order-Items" ("my state") WHERE "Item Id" > 1;`;

const source = `${items("text NOT NULL", "varchar(40)")}
  INSERT INTO public."Order-Items" SELECT n, 'to go', 'day ' || n FROM generate_series(1, 5) AS n`;
const target = type + items('public."Order State" NOT NULL', "text");

it("converts and widens columns of odd names, and undoes it", async () => {
  const steps = await proveKind({ source, target, kinds: [convert] });
  const actions = new Set(steps.map(({ id }) => id.action));
  expect([...actions]).toEqual([
    "create types",
    "convert add",
    "convert fill",
    "convert check",
    "convert validate",
    "convert index",
    "convert swap",
    "convert widen",
  ]);
});
