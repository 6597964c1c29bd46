import { expect, it } from "vitest";
import { park } from "../../../src/steps/park/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

const real = `
  CREATE SCHEMA "My Shop";
  CREATE TABLE "My Shop"."Order-Items" (id int CONSTRAINT "my key" PRIMARY KEY, "Due Date" date NOT NULL DEFAULT '2026-01-01');`;

const source = `${real}
  CREATE TABLE "My Shop"."Order Item" (id int CONSTRAINT "Order Item key" PRIMARY KEY, "Due Date" date);
  CREATE TABLE "My Shop"."Due Dates" ("Order" int CONSTRAINT "my reference" REFERENCES "My Shop"."Order Item" (id) ON DELETE SET NULL);
  INSERT INTO "My Shop"."Order-Items" VALUES (1), (2);
  INSERT INTO "My Shop"."Order Item" VALUES (1);
  INSERT INTO "My Shop"."Due Dates" VALUES (1);`;

it("parks a placeholder of an odd name, and points its keys to the real table", async () => {
  const steps = await proveKind({
    source,
    target: real,
    mapping: { placeholders: { "My Shop.Order Item": "My Shop.Order-Items" } },
    kinds: [park],
    look: async ({ rows }) => {
      expect(await rows(`SELECT id FROM "My Shop"."Order Item" ORDER BY 1`)).toEqual([
        { id: 1 },
        { id: 2 },
      ]);
      expect(
        await rows(
          `SELECT confrelid::regclass::text AS parent, convalidated AS valid FROM pg_constraint WHERE conname = 'my reference'`,
        ),
      ).toEqual([{ parent: '"My Shop"."Order-Items"', valid: true }]);
    },
  });
  expect(steps.map(({ id }) => id.action)).toEqual(["park", "validate keys"]);
});
