import { expect, it } from "vitest";
import { comment } from "../../../src/steps/comment/index.js";
import { prepare } from "../../../src/steps/prepare/index.js";
import { relocate } from "../../../src/steps/relocate/index.js";
import { proveKind } from "../../fixture/prove-kind.js";

const items = (schema: string) => `
  CREATE TABLE ${schema}."Order-Items" ("Item Id" int PRIMARY KEY, "Due Date" date);
  COMMENT ON TABLE ${schema}."Order-Items" IS 'What was ordered: it''s %s';`;

const source = `CREATE SCHEMA "Old Shop"; ${items('"Old Shop"')}
  INSERT INTO "Old Shop"."Order-Items" SELECT n, '2026-01-01' FROM generate_series(1, 5) AS n`;
const target = `CREATE SCHEMA shop; ${items("shop")}`;

it("carries a table's comment over to the view at its old name, and takes it back", async () => {
  const steps = await proveKind({
    source,
    target,
    kinds: [prepare, relocate, comment],
    mapping: { relocate: { shop: ["Old Shop"] } },
    look: async ({ rows }) => {
      const told = await rows(
        `SELECT obj_description('"Old Shop"."Order-Items"'::regclass, 'pg_class') AS told`,
      );
      expect(told).toEqual([{ told: "What was ordered: it's %s" }]);
    },
  });
  const own = steps.filter(({ id }) => id.kind === "comment");
  expect(own).toHaveLength(1);
  expect(own.map(comment.title)).toEqual([
    "Copy the comment of shop.Order-Items to the view Old Shop.Order-Items",
  ]);
  expect(own.flatMap(({ finish = [] }) => finish)).toEqual([]);
});

it("has nothing to do for tables without comments", async () => {
  const plain = (schema: string) =>
    `CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.items (id int PRIMARY KEY)`;
  const steps = await proveKind({
    source: plain("old"),
    target: plain("shop"),
    kinds: [prepare, relocate, comment],
    mapping: { relocate: { shop: ["old"] } },
  });
  expect(steps.map(({ id }) => id.kind)).not.toContain("comment");
});
