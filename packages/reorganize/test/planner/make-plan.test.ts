import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectOnce, findPgDump } from "@deepiri/database";
import { expect, it } from "vitest";
import { readDump } from "../../src/catalog/dump/read-dump.js";
import { fingerprintSchema } from "../../src/catalog/observer/fingerprint.js";
import { applySteps } from "../../src/executor/apply-steps.js";
import { OpenDecisionsError } from "../../src/findings/open-decisions-error.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import { stepKey } from "../../src/ledger/step-key.js";
import { planHash, readPlan, writePlan } from "../../src/plan/plan-file.js";
import type { Step } from "../../src/plan/step.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { readState, rehearseRollback } from "../../src/planner/rehearse.js";
import { kindNames } from "../../src/steps/kinds.js";
import { planOf, withGround } from "../fixture/apply-plan.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { fingerprintRows } from "../fixture/fingerprint-rows.js";
import { withPgDump } from "../fixture/pg-dump-program.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

const patience = { timeout: 120_000 };

it("only reads the database, and is bound to its schema", patience, () =>
  atMessyDatabase("cyrex-half-filled-twins", async (url) => {
    const before = [await fingerprintSchema(url), await rowsAt(url)];
    const plan = await makePlan(url);
    expect([await fingerprintSchema(url), await rowsAt(url)]).toEqual(before);
    expect(plan.source).toBe(before[0]);
    expect(plan.target).toMatch(/^[0-9a-f]{64}$/);
    expect(plan.steps.length).toBeGreaterThan(100);
    expect(plan.sources).toContainEqual(
      expect.objectContaining({ from: "public.workflows", columns: { phase: "status" } }),
    );
    const again = await makePlan(url);
    expect(planHash(again)).toBe(planHash(plan));
  }),
);

it("estimates the rows of the database, not those that it was tried on", patience, () =>
  atMessyDatabase(
    "init-25",
    async (url) => {
      const plan = await makePlan(url, { sampleRows: 10 });
      const tasks = plan.sources.find(({ from }) => from === "public.tasks");
      expect(tasks?.rows).toBeGreaterThanOrEqual(400);
      const repair = plan.steps.find(({ id }) => stepKey(id) === "repair public.tasks");
      expect(repair?.rows).toBeGreaterThanOrEqual(390);
      expect(repair?.rows).toBeLessThanOrEqual(Number(tasks?.rows) * 1.1);
      expect(plan.losses).toContainEqual({
        table: "public.role_abilities",
        of: 40,
        rows: 40,
        reasons: [expect.objectContaining({ rows: 40, rule: "setAside.public.role_abilities" })],
      });
    },
    { rows: 400 },
  ),
);

it("asks before it tries anything, when the mapping does not decide", patience, () =>
  atMessyDatabase("cyrex-old", async (url) => {
    const told: string[] = [];
    const made = makePlan(url, {
      mapping: { ...workspaceMapping, relocate: {} },
      onProgress: (what) => told.push(what),
    });
    const error = await made.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(OpenDecisionsError);
    expect((error as OpenDecisionsError).open.map(({ on }) => on)).toContainEqual({
      table: "public.agents",
    });
    expect(told.filter((what) => what.includes("copy"))).toEqual([]);
  }),
);

it("asks when most of a table would leave by no rule about it", patience, () =>
  atMessyDatabase("prisma-task-orchestrator", async (url) => {
    const error = await makePlan(url).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(OpenDecisionsError);
    expect(
      (error as OpenDecisionsError).open.map(({ on, question }) => [on, question.code]),
    ).toEqual([
      [{ table: "public.task_dependencies" }, "losses"],
      [{ table: "public.task_versions" }, "losses"],
      [{ table: "public.tasks" }, "losses"],
    ]);
  }),
);

it("asks when a trigger would fail without the column that it sets", patience, () =>
  atMessyDatabase("prisma-auth", async (url) => {
    const client = await connectOnce(url);
    await client
      .query(
        `ALTER TABLE public.skills ADD COLUMN extra text;
         CREATE FUNCTION public.set_extra() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.extra := 'x'; RETURN NEW; END $$;
         CREATE TRIGGER extra BEFORE INSERT ON public.skills FOR EACH ROW EXECUTE FUNCTION public.set_extra()`,
      )
      .finally(() => client.end());
    const error = await makePlan(url).catch((cause: unknown) => cause);
    expect((error as OpenDecisionsError).open).toMatchObject([
      {
        on: { table: "public.skills" },
        question: { code: "broken write", verb: "INSERT", triggers: ["extra"] },
        choices: [{ mapping: { dropTriggers: { "public.skills.extra": expect.any(String) } } }],
      },
    ]);
  }),
);

it("does not plan while a reorganization is under way", () =>
  withGround("", async (ground) => {
    await beginJournal(ground.session, planOf([]), "a".repeat(64));
    await expect(makePlan(ground.url)).rejects.toMatchObject({
      message: expect.stringContaining("a reorganization is under way (applying)"),
      next: ["status"],
    });
  }));

it("does not fit a schema that was changed while it was made", patience, () =>
  withGround("", async ({ url, client }) => {
    let changed: Promise<unknown> | undefined;
    const made = makePlan(url, {
      onProgress: (what) => {
        if (what.startsWith("Trying"))
          changed ??= client.query("CREATE TABLE public.late (id int)");
      },
    });
    await expect(made).rejects.toThrow(/schema of the database was changed.*Plan again/);
    await changed;
  }),
);

it(
  "comes back from a file as it was, with who is shut out, and whether pg_dump was asked or why not",
  patience,
  () =>
    withGround(
      "CREATE TABLE public.notes (id int); GRANT SELECT ON public.notes TO PUBLIC",
      async ({ url, session }) => {
        const plan = await makePlan(url);
        const found = await findPgDump(session);
        const asked = found.code === "found" ? { code: "asked", version: found.version } : found;
        expect(plan.pgDump).toEqual(asked);
        const lost = {
          code: "access lost",
          role: "PUBLIC",
          privileges: ["SELECT"],
          tables: ["public.notes"],
        };
        expect(plan.warnings[0]).toEqual(lost);
        const folder = mkdtempSync(join(tmpdir(), "plan-"));
        try {
          writePlan(`${folder}/plan.json`, plan);
          expect(readPlan(`${folder}/plan.json`, kindNames)).toEqual(plan);
        } finally {
          rmSync(folder, { recursive: true });
        }
      },
    ),
);

const base: Omit<Step, "id" | "forward" | "inverse"> = {
  lock: "none",
  hazards: [],
  rows: 0,
  seconds: 0,
};

it.each([
  [
    "an object",
    "ALTER TABLE public.tasks ADD COLUMN due date",
    "SELECT 1",
    "column public.tasks.due (unexpected)",
  ],
  [
    "a right",
    "REVOKE SELECT ON public.tasks FROM pg_monitor",
    "SELECT 1",
    "table public.tasks (relacl)",
  ],
  [
    "a row",
    "DELETE FROM public.tasks",
    "INSERT INTO public.tasks VALUES (2)",
    "the rows of public.tasks",
  ],
])("names %s that the way back does not bring back", async (_, there, back, name) => {
  await withGround(
    "CREATE TABLE public.tasks (id int PRIMARY KEY); INSERT INTO public.tasks VALUES (1); GRANT SELECT ON public.tasks TO pg_monitor",
    async ({ session }) => {
      const start = await readState(session);
      const step: Step = {
        ...base,
        id: { kind: "reshape", action: "try" },
        forward: { how: "transaction", sql: [there] },
        inverse: [{ how: "transaction", sql: [back] }],
      };
      await beginJournal(session, planOf([step]), "of this test");
      await applySteps(session, planOf([step]));
      await expect(rehearseRollback(session, [step], start)).rejects.toThrow(name);
    },
  );
});

it("finds nothing missing when the way back leads back", () =>
  withGround("CREATE TABLE public.tasks (id int PRIMARY KEY)", async ({ session }) => {
    const start = await readState(session);
    const step: Step = {
      ...base,
      id: { kind: "reshape", action: "try" },
      forward: { how: "transaction", sql: ["ALTER TABLE public.tasks RENAME TO jobs"] },
      inverse: [{ how: "transaction", sql: ["ALTER TABLE public.jobs RENAME TO tasks"] }],
    };
    await beginJournal(session, planOf([step]), "of this test");
    await applySteps(session, planOf([step]));
    await rehearseRollback(session, [step], start);
  }));

it("names what pg_dump alone sees not to be brought back", () => {
  const changing = "printf -- '--\\n-- Name: a; Type: TABLE; Schema: b; Owner: c\\n--\\n%s\\n' $$";
  return withPgDump("99.1", changing, ({ folder }) =>
    withGround("", async ({ session, url }) => {
      const by = { code: "found", program: join(folder, "pg_dump"), version: "99.1" } as const;
      await beginJournal(session, planOf([]), "of this test");
      const start = await readState(session);
      const printed = { by, start: await readDump(by, url) };
      await expect(rehearseRollback(session, [], start, printed)).rejects.toThrow(
        "this was not restored: TABLE b.a (as pg_dump prints it). No plan",
      );
    }),
  );
});

async function rowsAt(url: string): Promise<Record<string, string>> {
  const client = await connectOnce(url);
  return fingerprintRows(client).finally(() => client.end());
}
