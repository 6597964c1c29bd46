import { expect, it } from "vitest";
import { fingerprintSchema } from "../../src/catalog/observer/fingerprint.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import type { RowsInTheWayError } from "../../src/lifecycle/errors.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { readStatus } from "../../src/lifecycle/status.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { withGround } from "../fixture/apply-plan.js";

const sql = `
  CREATE TABLE public.workflows (workflow_id text PRIMARY KEY, name text, description text, workflow_type text,
    phase text, current_step text, total_steps int, completed_steps int, error text, metadata jsonb,
    created_at timestamp, updated_at timestamp,
    EXCLUDE USING btree (total_steps WITH =) WHERE (total_steps > 0));
  CREATE UNIQUE INDEX by_phase ON public.workflows (lower(phase), name) WHERE phase <> 'done';
  INSERT INTO public.workflows (workflow_id, name, phase, total_steps) VALUES ('1', 'a', 'new', 7), ('2', 'b', 'new', 0)`;

it(
  "names the rows that rules of the source do not allow before it begins, and undoes all without them",
  {
    timeout: 120_000,
  },
  () =>
    withGround(sql, async ({ url, session, client }) => {
      const plan = await makePlan(url);
      expect(plan.lostRules?.map(({ rule, table }) => [rule, table])).toEqual([
        ["by_phase", "cyrex.workflows"],
        ["workflows_total_steps_excl", "cyrex.workflows"],
      ]);
      await applyPlan(session, plan);
      await client.query(
        `INSERT INTO cyrex.workflows (workflow_id, name, status, total_steps)
       VALUES ('3', 'a', 'NEW', 8), ('4', 'c', 'done', 7), ('5', 'c', 'done', 0)`,
      );
      const refused: RowsInTheWayError = await rollBack(session).catch((error) => error);
      expect(refused.broken).toMatchObject([
        { rule: { rule: "by_phase" }, count: 2, keys: ["1", "3"] },
        { rule: { rule: "workflows_total_steps_excl" }, count: 2, keys: ["1", "4"] },
      ]);
      expect(refused.message).toMatch(
        /nothing was undone.* such as those with the key 1; 3.*Change or/,
      );
      expect(await readStatus(session)).toMatchObject({ stage: "applied" });
      await client.query("DELETE FROM cyrex.workflows WHERE workflow_id IN ('3', '4')");
      await rollBack(session);
      expect(await fingerprintSchema(url)).toBe(plan.source);
    }),
);

const loose = `
  CREATE EXTENSION citext; CREATE COLLATION public.blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
  CREATE TABLE public.workflows (workflow_id citext PRIMARY KEY, name text COLLATE public.blind, description citext,
    workflow_type text, phase text, current_step text, total_steps int, completed_steps int, error text, metadata jsonb,
    created_at timestamp, updated_at timestamp);
  INSERT INTO public.workflows (workflow_id, name, description) VALUES ('a', 'x', 'y')`;

it(
  "names those that a rule of a type or a collation allows no more which compared more loosely, and says that programs compare otherwise",
  {
    timeout: 120_000,
  },
  () =>
    withGround(loose, async ({ url, session, client }) => {
      const plan = await makePlan(url);
      expect(plan.warnings).toContainEqual({
        code: "compared otherwise",
        columns: ["workflow_id", "name", "description"].map((column) => ({
          table: "cyrex.workflows",
          column,
        })),
      });
      await applyPlan(session, plan);
      await client.query("INSERT INTO cyrex.workflows (workflow_id, name) VALUES ('A', 'x')");
      await expect(rollBack(session)).rejects.toMatchObject({
        broken: [{ rule: { rule: "workflows_pkey" }, count: 2, keys: ["A", "a"] }],
      });
      expect(await readStatus(session)).toMatchObject({ stage: "applied" });
      await client.query("DELETE FROM cyrex.workflows WHERE workflow_id = 'A'");
      await rollBack(session);
      expect(await fingerprintSchema(url)).toBe(plan.source);
    }),
);
