import { describe, expect, it } from "vitest";
import type { Column, Constraint, Table } from "../../src/catalog/catalog.js";
import { cutFrom, originalsOf, writtenTo } from "../../src/ledger/store.js";
import { unlessViolated } from "../../src/ledger/unless-violated.js";
import { mappingSchema } from "../../src/plan/mapping.js";
import type { Run, Step } from "../../src/plan/step.js";
import { planConversion } from "../../src/steps/convert/convert.js";
import { cycleSteps } from "../../src/steps/repair/break-cycles.js";
import { repairOnWriteStep } from "../../src/steps/repair/repair-on-write.js";
import { backUp, documentIfWorth } from "../../src/steps/shared/back-up-values.js";
import { requireAgain } from "../../src/steps/shared/not-null.js";

const items: Table = {
  schema: "shop",
  name: "Order-Items",
  oid: 1,
  rows: 0,
  partitioned: false,
  unlogged: false,
  columns: [
    column("Item Id", "integer"),
    column("Due Date", "character varying(9)"),
    column("part of", "integer"),
  ],
  constraints: [constraint("Order-Items_pkey", "primary key", ["Item Id"])],
  indexes: [],
};
const own = {
  table: items,
  columns: ["Due Date"],
  document: documentIfWorth(["Due Date"], (value) => `${value} IS NOT NULL`),
};
const mapping = mappingSchema.parse({
  name: "test",
  otherwise: { cycle: "cut" },
  acyclic: [{ table: "shop.Order-Items", parent: "part of" }],
});
const edges = mappingSchema.parse({
  ...mapping,
  acyclic: [{ table: "shop.Order-Items", from: "Item Id", to: "part of" }],
});
const catalog = { tables: new Map([["shop.Order-Items", items]]), enums: new Map() };
const ours = new Set(["shop.Order-Items"]);
const conversion = planConversion({
  table: items,
  column: "Due Date",
  to: "date",
  defaultAfter: null,
  forward: (value) => `${value}::date`,
  back: (value) => `${value}::text`,
  dependents: [],
});

describe("generated SQL is as reviewed", () => {
  it.each<[string, readonly string[]]>([
    [
      "repair-on-write",
      sqlOf([
        repairOnWriteStep(items, [
          { column: "Due Date", sql: `COALESCE(r."Due Date", 'to''day')` },
          { column: "part of", sql: `NULLIF(r."part of", 0)` },
        ]),
      ]),
    ],
    ["break-cycles-of-column", sqlOf(cycleSteps(catalog, ours, mapping))],
    ["break-cycles-of-edges", sqlOf(cycleSteps(catalog, ours, edges))],
    ["capture-originals", sql(backUp({ ...own, store: originalsOf(items) }).capture)],
    ["capture-written", sql(backUp({ ...own, store: writtenTo(items) }).capture)],
    ["capture-cut", sql(backUp({ ...own, store: cutFrom(items, "Due Date") }).capture)],
    ["back-up-walk", sql(backUp({ ...own, store: originalsOf(items) }).walk)],
    ["dual-write", sqlOf(conversion.filter(({ id }) => id.action === "convert add"))],
    ["keep-on-write", sqlOf(conversion.filter(({ id }) => id.action === "convert keep on write"))],
    ["backfill", sqlOf(conversion.filter(({ id }) => id.action === "convert fill"))],
    ["cut-over", sqlOf(conversion.filter(({ id }) => id.action === "convert swap"))],
    [
      "unless-violated",
      [
        unlessViolated(
          `ALTER TABLE shop."Order-Items" VALIDATE CONSTRAINT "my check"`,
          "shop.Order-Items",
          "my check",
        ),
      ],
    ],
    ["require-again", requireAgain(items, ["Due Date"]).flatMap(sql)],
  ])("%s", async (name, statements) => {
    await expect(`${statements.join(";\n\n")};\n`).toMatchFileSnapshot(`__sql__/${name}.sql`);
  });
});

function sqlOf(steps: readonly Step[]): string[] {
  return steps.flatMap(({ forward }) => sql(forward));
}

function sql(run: Run): string[] {
  if (run.how === "transaction") return [...run.sql];
  return run.how === "alone" ? [run.sql] : [run.first.trim(), run.next.trim()];
}

function column(name: string, type: string): Column {
  return {
    name,
    type,
    notNull: name === "Item Id",
    default: null,
    generated: false,
    virtual: false,
    identity: false,
    enumType: null,
    maxLength: null,
    isNumber: type === "integer",
    defaultGives: null,
    drawsFromSequence: false,
    collation: null,
  };
}

function constraint(name: string, kind: Constraint["kind"], columns: string[]): Constraint {
  return {
    name,
    kind,
    definition: "",
    rule: "",
    columns,
    expression: null,
    references: null,
    validated: true,
    deferrable: false,
    initiallyDeferred: false,
  };
}
