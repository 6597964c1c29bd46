import { expect, test } from "vitest";
import { columnOf, type Table } from "../../src/catalog/catalog.js";
import { withGround } from "../fixture/apply-plan.js";

const source = `
  CREATE SCHEMA "a USING b";
  CREATE TYPE public."Order State" AS ENUM ('open');
  CREATE TABLE "a USING b"."Order-Items" (
    "Item Id" bigserial PRIMARY KEY,
    "Due Date" date,
    code character varying(8) DEFAULT upper('x'),
    note text DEFAULT 'nextval(' NOT NULL,
    made timestamptz DEFAULT now(),
    token uuid DEFAULT gen_random_uuid(),
    today date DEFAULT CURRENT_DATE,
    state public."Order State" DEFAULT 'open',
    twice numeric GENERATED ALWAYS AS (1) STORED,
    CONSTRAINT "my key" UNIQUE (code) DEFERRABLE INITIALLY DEFERRED);
  CREATE UNIQUE INDEX "x USING y" ON "a USING b"."Order-Items"
    (lower(note), "Due Date") INCLUDE (made) WHERE token IS NOT NULL;`;

test("reads what the columns of odd names hold, and what their defaults give", async () => {
  const { columns } = await tableOf();
  const told = columns.map((one) => [one.name, one.maxLength, one.isNumber, one.defaultGives]);
  expect(told).toEqual([
    ["Item Id", null, true, "any value"],
    ["Due Date", null, false, null],
    ["code", 8, false, "one value"],
    ["note", "unlimited", false, "one value"],
    ["made", null, false, "one value a statement"],
    ["token", null, false, "any value"],
    ["today", null, false, "one value a statement"],
    ["state", null, false, "one value"],
    ["twice", null, true, "one value"],
  ]);
  expect(columns.filter((one) => one.drawsFromSequence).map(({ name }) => name)).toEqual([
    "Item Id",
  ]);
});

test("knows an enum type by its name", async () => {
  expect(columnOf(await tableOf(), "state")?.enumType).toBe("public.Order State");
});

test("reads which columns an index is about, and what it is built with", async () => {
  const { indexes } = await tableOf();
  expect(indexes.find(({ name }) => name === "x USING y")).toMatchObject({
    using: `btree (lower(note), "Due Date") INCLUDE (made) WHERE (token IS NOT NULL)`,
    body: `UNIQUE btree (lower(note), "Due Date") INCLUDE (made) WHERE (token IS NOT NULL)`,
    keyColumns: ["Due Date", "note"],
    columns: ["Due Date", "made", "note", "token"],
    hasExpressions: true,
  });
});

test("reads whether a constraint can be deferred", async () => {
  const { constraints } = await tableOf();
  expect(constraints.find(({ name }) => name === "my key")).toMatchObject({
    deferrable: true,
    initiallyDeferred: true,
  });
});

function tableOf(): Promise<Table> {
  return withGround(source, ({ table }) => table("a USING b.Order-Items"));
}
