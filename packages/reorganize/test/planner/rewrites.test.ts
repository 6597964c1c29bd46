import { connectOnce } from "@deepiri/database";
import { expect, it } from "vitest";
import { warningText } from "../../src/cli/warning-text.js";
import { stepKey } from "../../src/ledger/step-key.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { joinMapping } from "../../src/plan/join-mapping.js";
import { wholeMappingSchema } from "../../src/plan/mapping.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { withSession } from "../../src/session/with-session.js";
import { verify } from "../../src/verify/verify.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

it(
  "warns of a table that PostgreSQL rewrites under its lock; where that is to be LOGGED, with a way that rewrites nothing",
  { timeout: 300_000 },
  () =>
    atMessyDatabase("init-25", async (url) => {
      const client = await connectOnce(url);
      try {
        await client.query("ALTER TABLE public.role_abilities SET UNLOGGED");
        const rewriting = await makePlan(url);
        const rewritten = rewriting.steps.filter(({ hazards }) =>
          hazards.some(({ code }) => code === "table rewritten"),
        );
        expect(rewritten.map(({ id }) => stepKey(id))).toEqual([
          "alter columns public.role_abilities",
        ]);
        const told = rewriting.warnings.map(warningText).join("\n");
        expect(told).toContain(
          "PostgreSQL rewrites public.role_abilities, and programs wait until it has; if it is too large",
        );
        const [, sql = "", mapping = ""] =
          told.match(/ run (CREATE SCHEMA .*;) put (\{.*\}) into a mapping/) ?? [];
        expect(sql).toBe(
          'CREATE SCHEMA logged; CREATE TABLE "logged"."role_abilities" (LIKE "public"."role_abilities" INCLUDING ALL);',
        );
        await client.query(sql);
        const own = joinMapping(workspaceMapping, JSON.parse(mapping));
        const plan = await makePlan(url, { mapping: wholeMappingSchema.parse(own) });
        expect(plan.warnings.map(warningText).join("\n")).not.toContain("PostgreSQL rewrites");
        const { rows } = await client.query(
          "SELECT id::text FROM public.role_abilities ORDER BY id",
        );
        expect(rows.length).toBeGreaterThan(10);
        await withSession(url, async (session) => {
          await applyPlan(session, plan);
          expect(await client.query(persistence)).toMatchObject({ rows: [{ how: "p" }] });
          expect((await verify(session, plan)).problems).toEqual([]);
          await rollBack(session);
        });
        expect(await client.query(persistence)).toMatchObject({ rows: [{ how: "u" }] });
        const restored = await client.query(
          "SELECT id::text FROM public.role_abilities ORDER BY id",
        );
        expect(restored.rows).toEqual(rows);
      } finally {
        await client.end();
      }
    }),
);

const persistence =
  "SELECT relpersistence AS how FROM pg_class WHERE oid = 'public.role_abilities'::regclass";
