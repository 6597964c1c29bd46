import { readScript } from "@deepiri/reorganize-demo";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { afterSteps, useAfterSteps } from "../fixture/after-steps.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.drop());

const rows = async (client: pg.Client, sql: string, values: unknown[] = []): Promise<unknown[]> =>
  (await client.query(sql, values)).rows;

const insertWorkflow = `INSERT INTO public.workflows (workflow_id, name, phase) VALUES ($1, $2, $3)
  ON CONFLICT (workflow_id) DO UPDATE SET phase = EXCLUDED.phase RETURNING workflow_id, phase`;

describe("old Cyrex", () => {
  const insert = (id: string) => ({
    name: "insert",
    text: insertWorkflow,
    values: [id, id, "x"],
  });
  const cyrex = useAfterSteps(() => target, "cyrex-old", {
    before: async (program) => {
      await program.query(insert("w1"));
    },
  });

  test("runs a statement that it prepared before the steps", async () => {
    expect((await cyrex.program.query(insert("w2"))).rows).toEqual([
      { workflow_id: "w2", phase: "x" },
    ]);
  });

  test("goes on with workflows by phase, and today's finds what it wrote by status", async () => {
    const { program } = cyrex;
    expect(await rows(program, insertWorkflow, ["w3", "third", "running"])).toEqual([
      { workflow_id: "w3", phase: "running" },
    ]);
    expect(await rows(program, insertWorkflow, ["w3", "third", "paused"])).toEqual([
      { workflow_id: "w3", phase: "paused" },
    ]);
    await rows(program, "UPDATE public.workflows SET phase = 'done' WHERE phase = 'paused'");
    const status = "SELECT status FROM cyrex.workflows WHERE workflow_id = 'w3'";
    expect(await rows(program, status)).toEqual([{ status: "done" }]);
    await rows(program, "SELECT phase FROM public.workflows WHERE workflow_id = 'w3' FOR UPDATE");
    const gone = "DELETE FROM public.workflows WHERE workflow_id = 'w3' RETURNING phase";
    expect(await rows(program, gone)).toEqual([{ phase: "done" }]);
    expect(await rows(program, status)).toEqual([]);
  });

  test("does nothing by CREATE TABLE IF NOT EXISTS at an old name, and it fails nobody", async () => {
    const { program } = cyrex;
    const values = { rows: 40, users: 10, schema: "public", first: 1, last: 40 };
    const script = await readScript("cyrex/old", values);
    const tables = [...script.matchAll(/^CREATE TABLE IF NOT EXISTS .*?^\);/gms)];
    expect(tables.length).toBeGreaterThan(10);
    for (const [sql] of tables) await program.query(sql);
    const before = await rows(program, "SELECT count(*)::int AS agents FROM cyrex.agents");
    expect(await rows(program, "SELECT count(*)::int AS agents FROM public.agents")).toEqual(
      before,
    );
  });

  test("has its routing queue and the audit log told apart, both once called events", async () => {
    const { program } = cyrex;
    await rows(
      program,
      `INSERT INTO public.events (event_id, event_type, source, target, payload, "timestamp") VALUES ('e1', 'task', 'a', 'b', '{}', now())`,
    );
    expect(
      await rows(program, "SELECT processed FROM cyrex.event_processing WHERE event_id = 'e1'"),
    ).toEqual([{ processed: false }]);
    expect(await rows(program, "SELECT count(*)::int AS n FROM cyrex.events")).toEqual([{ n: 0 }]);
  });
});

test(
  "the intelligence service goes on with camelCase columns and casts to its old enum types",
  {
    timeout: 60_000,
  },
  () =>
    afterSteps(target, "intelligence-main", async ({ program }) => {
      const lease = await rows(
        program,
        `INSERT INTO public.leases (id, "leaseNumber", tenant_name, property_address, document_url, start_date, end_date, status, updated_at)
       VALUES (gen_random_uuid(), 'L-new', 'Ada', 'here', 'file://x', now(), now(), CAST('COMPLETED'::text AS public."LeaseStatus"), now())
       RETURNING "leaseNumber", status`,
      );
      expect(lease).toEqual([{ leaseNumber: "L-new", status: "COMPLETED" }]);
      expect(
        await rows(
          program,
          `UPDATE public.leases SET "leaseNumber" = 'L-newer' WHERE "leaseNumber" = 'L-new' AND status = 'COMPLETED'::public."LeaseStatus"
           AND status IN (CAST('COMPLETED'::text AS public."LeaseStatus"), CAST('ERROR'::text AS public."LeaseStatus"))
           AND status <> 'ERROR'::public."LeaseStatus" RETURNING status`,
        ),
      ).toEqual([{ status: "COMPLETED" }]);
      expect(
        await rows(
          program,
          "SELECT lease_number FROM intelligence.leases WHERE tenant_name = 'Ada'",
        ),
      ).toEqual([{ lease_number: "L-newer" }]);
    }),
);

test("a placeholder table shows the real one under its old name", { timeout: 60_000 }, () =>
  afterSteps(target, "shared-history", async ({ program }) => {
    const users = await rows(program, "SELECT count(*)::int AS n FROM public.users");
    expect(await rows(program, 'SELECT count(*)::int AS n FROM public."User"')).toEqual(users);
  }),
);

test(
  "what was written through an old name is there when the steps are undone",
  {
    timeout: 60_000,
  },
  () =>
    afterSteps(target, "cyrex-half-filled-twins", async ({ program, undo }) => {
      await rows(program, insertWorkflow, ["w-old", "by the old name", "running"]);
      await rows(
        program,
        "INSERT INTO cyrex.workflows (workflow_id, name, status) VALUES ('w-new', 'by the new name', 'running')",
      );
      await undo();
      expect(
        await rows(
          program,
          "SELECT workflow_id FROM public.workflows WHERE name LIKE 'by the % name' UNION SELECT workflow_id FROM cyrex.workflows WHERE name LIKE 'by the % name' ORDER BY 1",
        ),
      ).toEqual([{ workflow_id: "w-new" }, { workflow_id: "w-old" }]);
    }),
);
