import { expect, it } from "vitest";
import { prepare } from "../../../src/steps/prepare/index.js";
import { relocate } from "../../../src/steps/relocate/index.js";
import { rename } from "../../../src/steps/rename/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

const source = `
  CREATE SCHEMA "Old Shop";
  CREATE TYPE "Old Shop"."Order State" AS ENUM ('open', 'it''s shut');
  CREATE TABLE "Old Shop"."Order-Items" (id int CONSTRAINT "my key" PRIMARY KEY, "Due Date" date NOT NULL,
    state "Old Shop"."Order State" DEFAULT 'open', "Ümlaut ""quoted""" text, CONSTRAINT "my check" CHECK ("Due Date" > '2000-01-01'));
  CREATE INDEX "by Due Date" ON "Old Shop"."Order-Items" ("Due Date");
  INSERT INTO "Old Shop"."Order-Items" VALUES (1, '2026-01-01', 'open', 'a'), (2, '2026-01-02', 'it''s shut', NULL)`;

const target = `
  CREATE SCHEMA "New Shop";
  CREATE TYPE "New Shop"."Order State" AS ENUM ('open', 'it''s shut');
  CREATE TABLE "New Shop"."Order-Items" (id int CONSTRAINT "Order-Items key" PRIMARY KEY, "Date, Due" date NOT NULL,
    state "New Shop"."Order State" DEFAULT 'open', "Ümlaut ""quoted""" text, CONSTRAINT "Order-Items check" CHECK ("Date, Due" > '2000-01-01'));
  CREATE INDEX "by Date, Due" ON "New Shop"."Order-Items" ("Date, Due")`;

const mapping = {
  tables: {
    "New Shop.Order-Items": [
      {
        table: "Old Shop.Order-Items",
        having: [],
        lacking: [],
        rename: { "Due Date": "Date, Due" },
      },
    ],
  },
};

it("moves a table of odd names and renames its columns, rules and indexes", async () => {
  const steps = await proveKind({
    source,
    target,
    mapping,
    kinds: [prepare, relocate, rename],
    look: async ({ rows }) => {
      expect(
        await rows(`SELECT id, "Due Date"::text AS due FROM "Old Shop"."Order-Items"`),
      ).toEqual(await rows(`SELECT id, "Date, Due"::text AS due FROM "New Shop"."Order-Items"`));
      const [found] = await rows(`SELECT 'open'::"Old Shop"."Order State"::text AS state`);
      expect(found).toEqual({ state: "open" });
    },
  });
  const titles = steps.map(({ id }) => `${id.kind}: ${id.action} ${id.on}`);
  // Servers before 18 have no names for NOT NULL.
  expect(titles.filter((title) => !title.includes("not null"))).toEqual([
    "prepare: schema New Shop",
    "relocate: move New Shop.Order-Items",
    "relocate: move type New Shop.Order State",
    "rename: rename New Shop.Order-Items",
  ]);
});
