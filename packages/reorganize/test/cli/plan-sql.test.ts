import { expect, it } from "vitest";
import { planSql } from "../../src/cli/plan-sql.js";
import type { Step } from "../../src/plan/step.js";
import { planOf } from "../fixture/apply-plan.js";

const steps: Step[] = [
  {
    id: { kind: "relocate", action: "move", on: "cyrex.a" },
    about: { from: "public.a;\nDROP TABLE public.a", view: false },
    table: "cyrex.a",
    forward: { how: "transaction", sql: ["SELECT 1", "SELECT 2;"], silent: true },
    inverse: [{ how: "transaction", sql: ["SELECT 3\nFROM public.b"] }],
    finish: ["DROP VIEW public.a"],
    lock: "ACCESS EXCLUSIVE",
    hazards: [{ code: "name taken", table: "public.a\nb", becomes: "app.a" }],
    rows: 1234.4,
    seconds: 1,
  },
  {
    id: { kind: "reshape", action: "indexes" },
    forward: { how: "alone", sql: "CREATE INDEX CONCURRENTLY i ON a (b)", isDone: "SELECT true" },
    inverse: [{ how: "batches", first: "SELECT $1", next: "SELECT $1, $2" }],
    lock: "SHARE UPDATE EXCLUSIVE",
    hazards: [],
    rows: 0,
    seconds: 1,
  },
];

it("shows each step with its terms, and what undoes it only as comments", () => {
  expect(planSql({ ...planOf(steps), source: "c".repeat(64) })).toBe(`\
-- 2 steps for the database test, schema cccccccccccc.
-- For reading, not for running: only pnpm reorganize apply keeps the journal and limits how long it waits for locks.

-- 1. Move public.a; DROP TABLE public.a to cyrex.a
-- step move cyrex.a; lock ACCESS EXCLUSIVE; about 1234 rows
-- hazard: programs that use public.a b must change to app.a first: another table gets the old name
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

-- 2. Build indexes
-- step indexes; lock SHARE UPDATE EXCLUSIVE; about 0 rows
-- outside a transaction
CREATE INDEX CONCURRENTLY i ON a (b);
-- undone by:
-- in batches ($1 is the cursor, $2 the rows of a batch): first
--   SELECT $1;
-- and from then on
--   SELECT $1, $2;
`);
});
