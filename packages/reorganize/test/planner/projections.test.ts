import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { expect, it } from "vitest";
import { describeInventory } from "../../src/cli/describe-inventory.js";
import { describePlan } from "../../src/cli/describe-plan.js";
import { planSql } from "../../src/cli/plan-sql.js";
import type { OpenDecision } from "../../src/findings/open-decision.js";
import type { OpenDecisionsError } from "../../src/findings/open-decisions-error.js";
import { takeInventory } from "../../src/findings/take-inventory.js";
import { readPlan, writePlan } from "../../src/plan/plan-file.js";
import { subjectName } from "../../src/plan/subject.js";
import { readWorkspaceMapping } from "../../src/plan/workspace-mapping.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { kindNames } from "../../src/steps/kinds.js";
import { inShop, oddColumn, shopMapping } from "../fixture/projected-shop.js";

const patience = { timeout: 300_000 };

const planShop = (url: string) => makePlan(url, { database: "shop", sampleRows: 60 });

async function openAt(url: string): Promise<readonly OpenDecision[]> {
  const failure = await planShop(url).catch((error: Error) => error);
  if (!(failure instanceof Error)) throw new Error("there is a plan");
  if (failure.name !== "OpenDecisionsError") throw failure;
  return (failure as OpenDecisionsError).open;
}

const asked = (open: readonly OpenDecision[]) =>
  open.map(({ on, question }) => [subjectName(on), question.code]);

const gift = (query: string) => ({ to: "Sales.gifts", query });

it("asks at once about every table and column that nobody has thought of", patience, () =>
  inShop(
    async ({ url }) => {
      const open = await openAt(url);
      expect(open.map(({ on, choices }) => [on, choices.map(({ mapping }) => mapping)])).toEqual([
        [
          { table: 'Old Shop."str.ange ""x"""' },
          [
            { leftOut: { 'Old Shop."str.ange ""x"""': "why it is not carried" } },
            { known: { 'Old Shop."str.ange ""x"""': "unmanaged" } },
          ],
        ],
        [
          { table: "legacy.notes" },
          [
            { leftOut: { "legacy.notes": "why it is not carried" } },
            { known: { "legacy.notes": "unmanaged" } },
          ],
        ],
        [{ table: "Sales.Orders", columns: ["total"] }, [{}]],
        [
          { table: "legacy.customers", columns: ["secret"] },
          [{ leftOut: { "legacy.customers.secret": "why it is not carried" } }],
        ],
      ]);
    },
    {
      sql: `CREATE TABLE "Old Shop"."str.ange ""x""" (id int PRIMARY KEY); CREATE SCHEMA _books; CREATE TABLE _books.kept (id int)`,
      mapping: {
        projections: {
          ...shopMapping.projections,
          orders: {
            to: "Sales.Orders",
            query: `SELECT id, at AS ordered_at FROM "Old Shop"."Order.Items"`,
          },
        },
      },
    },
  ),
);

it(
  "asks about the columns of a source that no projection reads, by names of all kinds",
  patience,
  () =>
    inShop(
      async ({ url }) => {
        const [open, ...others] = await openAt(url);
        expect(others).toEqual([]);
        expect(open?.on).toEqual({
          table: 'Old Shop."Order.Items"',
          columns: ["Customer", oddColumn, "at"],
        });
        const quoted = `"${oddColumn.replaceAll('"', '""')}"`;
        expect(open?.choices[0]?.mapping).toEqual({
          leftOut: {
            'Old Shop."Order.Items".Customer': "why it is not carried",
            [`Old Shop."Order.Items".${quoted}`]: "why it is not carried",
            'Old Shop."Order.Items".at': "why it is not carried",
          },
        });
      },
      {
        mapping: {
          ...shopMapping,
          projections: {
            whole: {
              to: "crm.customers",
              query: "SELECT c.id, c.name, to_jsonb(c)::text AS email FROM legacy.customers AS c",
            },
            gifts: gift(
              `SELECT i.id::text AS id, i.id AS order_id, i.gift AS label FROM "Old Shop"."Order.Items" AS i`,
            ),
          },
        },
      },
    ),
);

it("refuses by name what cannot be followed", patience, () =>
  inShop(
    async ({ url }) => {
      expect(asked(await openAt(url))).toEqual([
        ["crm.nothing", "target not owned"],
        ["legacy.absent", "source missing"],
        ["legacy.seen", "source is no table"],
        ["legacy.parent", "source has heirs"],
        ["legacy.guarded", "hidden rows"],
        ["crm.customers", "source is of the target"],
        ["legacy.claimed", "source is claimed"],
      ]);
    },
    {
      sql: `
        CREATE VIEW legacy.seen AS SELECT id FROM legacy.customers;
        CREATE TABLE legacy.parent (id int PRIMARY KEY);
        CREATE TABLE legacy.heir () INHERITS (legacy.parent);
        CREATE TABLE legacy.claimed (id bigint PRIMARY KEY, name text, email text);
        CREATE TABLE legacy.guarded (id int PRIMARY KEY);
        ALTER TABLE legacy.guarded ENABLE ROW LEVEL SECURITY;
        CREATE SCHEMA crm;
        CREATE TABLE crm.customers (id bigint PRIMARY KEY, name text NOT NULL, email text, created_at timestamptz NOT NULL DEFAULT now())`,
      mapping: {
        ...shopMapping,
        tables: { "crm.customers": [{ table: "legacy.claimed" }] },
        known: { "legacy.heir": "stays" },
        projections: {
          orders: shopMapping.projections.orders,
          gifts: shopMapping.projections.gifts,
          others: gift(
            "SELECT s.id::text AS id, s.id AS order_id, '' AS label FROM legacy.seen AS s",
          ),
          heirs: gift(
            "SELECT p.id::text AS id, p.id AS order_id, '' AS label FROM legacy.parent AS p",
          ),
          guarded: gift(
            "SELECT p.id::text AS id, p.id AS order_id, '' AS label FROM legacy.guarded AS p",
          ),
          mine: gift(
            "SELECT p.id::text AS id, p.id AS order_id, p.name AS label FROM crm.customers AS p",
          ),
          claimed: gift(
            "SELECT p.id::text AS id, p.id AS order_id, p.name AS label FROM legacy.claimed AS p",
          ),
          half: gift(
            "SELECT c.id::text AS id, a.id AS order_id, c.name AS label FROM legacy.customers AS c JOIN legacy.absent AS a ON a.id = c.id",
          ),
          nowhere: { to: "crm.nothing", query: "SELECT c.id FROM legacy.customers AS c" },
        },
      },
    },
  ),
);

it(
  "tells first what changes shape, what is left out, what is quarantined and what goes",
  patience,
  () =>
    inShop(
      async ({ url }) => {
        const plan = await planShop(url);
        const text = describePlan(plan).replaceAll(/\s+/g, " ");
        for (const told of [
          "legacy.customers (50 rows) goes to crm.customers, Sales.Orders; left out: secret (credentials are asked for again)",
          "legacy.notes (1 row) is left out: nobody reads them",
          "customers, tried on all 50 rows: makes 45 rows of crm.customers 5 quarantined: crm.customers needs a value in name",
          "orders, tried on a sample of 60 of 120 rows: makes 47 rows of Sales.Orders 9 left out: an order of nobody 4 quarantined: a value that Sales.Orders cannot take",
          'read-only from the switch on, for the mapping has no way back to them: legacy.customers, Old Shop."Order.Items"',
          'dropped at finalize: legacy.customers, Old Shop."Order.Items", legacy.notes',
          "elsewhere is not for this database, which has no other.place",
          "each write to legacy.customers is projected in its own transaction, and TRUNCATE is refused",
          "view legacy.seen uses legacy.customers, which goes at finalize: before that, drop it or change it to use the new tables",
          "foreign keys of table legacy.stays use legacy.customers, which goes at finalize: before that, drop them or change them",
          "table legacy.stays: another program's",
        ])
          expect(text).toContain(told);
        expect(describePlan(plan).split("\n")[0]).toContain(
          "3 tables change shape or are left out",
        );
        const fill = plan.steps.find(({ id }) => id.action === "fill" && id.on === "orders");
        expect(fill?.rows).toBe(120);
        expect(JSON.stringify(plan)).not.toContain("'much'");
        expect(planSql(plan)).toMatch(/\n {2}IF _count = 0 THEN RETURN; END IF;\n/);
        const folder = mkdtempSync(join(tmpdir(), "plan-"));
        try {
          writePlan(join(folder, "plan.json"), plan);
          const { shapeChanges } = readPlan(join(folder, "plan.json"), kindNames);
          expect(shapeChanges).toEqual(plan.shapeChanges);
        } finally {
          rmSync(folder, { recursive: true });
        }
        const mapping = await readWorkspaceMapping(findDatabase(readWorkspace(), "shop"));
        const inventory = describeInventory(
          await takeInventory(url, { database: "shop", mapping }),
        );
        expect(inventory).toMatch(/legacy\.customers +projected +50/);
        expect(inventory).toContain("  customers: legacy.customers to crm.customers\n");
        expect(inventory).toContain(
          "  elsewhere: other.place to crm.customers; not for this database",
        );
      },
      {
        sql: `
        CREATE VIEW legacy.seen AS SELECT id FROM legacy.customers;
        CREATE TABLE legacy.stays (id int PRIMARY KEY, customer int REFERENCES legacy.customers)`,
        mapping: {
          ...shopMapping,
          known: { "legacy.stays": "another program's" },
          projections: {
            ...shopMapping.projections,
            elsewhere: { to: "crm.customers", query: "SELECT id, name FROM other.place" },
          },
        },
      },
    ),
);

it("asks nothing more of a database that has nothing of what projections read", patience, () =>
  inShop(async ({ url, client }) => {
    await client.query('DROP SCHEMA legacy, "Old Shop" CASCADE; CREATE TABLE public.mine (id int)');
    const plan = await planShop(url);
    expect(plan.unmanaged).toEqual([
      { object: { kind: "table", name: "public.mine" }, reason: { code: "no owner" } },
    ]);
    expect(plan.steps.filter(({ id }) => id.kind === "project")).toEqual([]);
    expect(plan.shapeChanges?.absent.map(({ name }) => name)).toEqual([
      "customers",
      "orders",
      "gifts",
    ]);
  }),
);
