import { expect, it } from "vitest";
import { planSql } from "../../src/cli/plan-sql.js";
import type { Step } from "../../src/plan/step.js";
import { planOf } from "../fixture/apply-plan.js";

const steps: Step[] = [
  {
    id: "move cyrex.a",
    kind: "move",
    title: "public.a becomes cyrex.a;\nDROP TABLE public.a",
    table: "cyrex.a",
    forward: { how: "transaction", sql: ["SELECT 1", "SELECT 2;"], silent: true },
    inverse: [{ how: "transaction", sql: ["SELECT 3\nFROM public.b"] }],
    finish: ["DROP VIEW public.a"],
    lock: "ACCESS EXCLUSIVE",
    hazards: ["it is\nquick"],
    rows: 1234.4,
    seconds: 1,
  },
  {
    id: "index",
    kind: "reshape",
    title: "an index",
    forward: { how: "alone", sql: "CREATE INDEX CONCURRENTLY i ON a (b)", isDone: "SELECT true" },
    inverse: [{ how: "batches", first: "SELECT $1", next: "SELECT $1, $2" }],
    lock: "SHARE UPDATE EXCLUSIVE",
    hazards: [],
    rows: 0,
    seconds: 1,
  },
];

it("shows each step with its terms, and the way back only as comments", () => {
  expect(planSql({ ...planOf(steps), source: "c".repeat(64) })).toBe(`\
-- 2 steps for the database test, schema cccccccccccc.
-- To be read, not to be run: pnpm reorganize apply keeps a journal, and waits for locks in small sips.

-- 1. public.a becomes cyrex.a; DROP TABLE public.a
-- step move cyrex.a; lock ACCESS EXCLUSIVE; about 1234 rows
-- hazard: it is quick
BEGIN;
SET LOCAL session_replication_role = replica;
SELECT 1;
SELECT 2;
COMMIT;
-- undone by:
--   BEGIN;
--   SELECT 3
--   FROM public.b;
--   COMMIT;
-- finalize runs:
--   DROP VIEW public.a;

-- 2. an index
-- step index; lock SHARE UPDATE EXCLUSIVE; about 0 rows
-- outside a transaction
CREATE INDEX CONCURRENTLY i ON a (b);
-- undone by:
-- in batches ($1 is the cursor, $2 the rows of a batch): first
--   SELECT $1;
-- and from then on
--   SELECT $1, $2;
`);
});
