import { randomUUID } from "node:crypto";
import type { EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fingerprintSchema } from "../../src/catalog/observer/fingerprint.js";
import { problemText } from "../../src/cli/problem-text.js";
import { readUnderway } from "../../src/ledger/plan.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { finalize } from "../../src/lifecycle/finalize.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import type { Foreseen } from "../../src/plan/foreseen.js";
import type { Plan } from "../../src/plan/plan.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { Session } from "../../src/session/session.js";
import { checkForeseen } from "../../src/verify/check-foreseen.js";
import { verify } from "../../src/verify/verify.js";
import { withGround } from "../fixture/apply-plan.js";
import { createMessyDatabase } from "../fixture/at-messy-database.js";

const unique = randomUUID().slice(0, 8);
const [reader, stranger, later] = [`reader ${unique}`, `stranger ${unique}`, `later ${unique}`];

const diary = `
  CREATE ROLE "${reader}"; CREATE ROLE "${stranger}";
  GRANT USAGE ON SCHEMA public TO "${reader}", "${stranger}";
  CREATE TABLE public.diary (id int PRIMARY KEY, day date, said text, parent int CONSTRAINT diary_parent REFERENCES public.diary);
  ALTER TABLE public.diary ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON public.diary USING (said <> '');
  CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER noted AFTER INSERT ON public.diary FOR EACH ROW EXECUTE FUNCTION public.note();
  GRANT SELECT ON public.diary TO "${reader}"`;

let database: EmptyDatabase;
let session: Session;
let plan: Plan;
let roles: readonly string[];
beforeAll(async () => {
  database = await createMessyDatabase("cyrex-old");
  session = new Session(database.url);
  await session.query(diary);
  plan = await makePlan(database.url);
  await applyPlan(session, plan);
  roles = (await readUnderway(session))?.roles ?? [];
}, 120_000);
afterAll(async () => {
  await session.end();
  await database.drop();
  await withGround("", ({ rows }) => rows(`DROP ROLE "${reader}", "${stranger}"`));
});

/** What is not as foreseen after the statements, which are undone. */
async function after(sql: string) {
  const client = await session.client();
  try {
    await client.query(`BEGIN; ${sql}`);
    const { problems, notes } = await checkForeseen(session, plan.foreseen as Foreseen, roles);
    return { problems: problems.map(problemText), notes: notes.map(problemText) };
  } finally {
    await client.query("ROLLBACK");
  }
}

it("finds all as foreseen after apply", async () => {
  expect(await after("SELECT")).toEqual({ problems: [], notes: [] });
});

const differs = (object: string, part = "definition") =>
  `objects: ${object} differs in ${part} from what the plan foresaw`;

it.each([
  [
    "the statistics target of a column",
    "ALTER TABLE public.diary ALTER day SET STATISTICS 500",
    [differs("column public.diary.day")],
  ],
  [
    "a trigger that is disabled",
    "ALTER TABLE public.diary DISABLE TRIGGER noted",
    [differs("trigger noted on public.diary")],
  ],
  [
    "a foreign key that is not enforced",
    "ALTER TABLE public.diary DISABLE TRIGGER ALL",
    [
      differs("table constraint diary_parent on public.diary"),
      differs("trigger noted on public.diary"),
    ],
  ],
  [
    "a policy that was dropped",
    "DROP POLICY own ON public.diary",
    ["objects: policy own on public.diary is not there, though the plan foresaw it"],
  ],
  [
    "a table that was dropped, once",
    "DROP TABLE public.diary",
    ["objects: table public.diary is not there, though the plan foresaw it"],
  ],
  [
    "the right of a role to read a table",
    `GRANT SELECT ON public.diary TO "${stranger}"`,
    [
      differs("table public.diary", "rights"),
      `rights: role ${stranger} can SELECT public.diary, which the plan did not foresee`,
    ],
  ],
  [
    "the right to write a column",
    `GRANT UPDATE (day) ON public.diary TO "${reader}"`,
    [
      differs("column public.diary.day", "rights"),
      `rights: role ${reader} can UPDATE public.diary.day, which the plan did not foresee`,
    ],
  ],
  [
    "a right that was taken",
    `REVOKE SELECT ON public.diary FROM "${reader}"`,
    [
      differs("table public.diary", "rights"),
      `rights: role ${reader} can no longer SELECT public.diary, though the plan foresaw it`,
    ],
  ],
  [
    "a right by membership",
    `GRANT "${reader}" TO "${stranger}"`,
    [`rights: role ${stranger} can SELECT public.diary, which the plan did not foresee`],
  ],
])("names %s", async (_, sql, problems) => {
  expect(await after(sql)).toEqual({ problems, notes: [] });
});

it("tells what others made since, and whom they made, without calling it wrong", async () => {
  expect(
    await after(
      `CREATE ROLE "${later}"; CREATE TABLE public.later (id int PRIMARY KEY);
       GRANT USAGE ON SCHEMA public TO "${later}"; GRANT SELECT ON public.diary TO "${later}"`,
    ),
  ).toEqual({
    problems: [],
    notes: [
      "objects: table public.later was made since the plan was made",
      `rights: role ${later} can SELECT public.diary, which the plan did not foresee`,
    ],
  });
});

it("misses nothing of a role that was dropped", async () => {
  expect(await after(`DROP OWNED BY "${reader}"; DROP ROLE "${reader}"`)).toEqual({
    problems: [differs("table public.diary", "rights")],
    notes: [],
  });
});

it("fails the verification, and after a rollback names what is not as before the plan", async () => {
  expect((await verify(session, plan)).ok).toBe(true);
  await session.query("ALTER TABLE public.diary DISABLE TRIGGER noted");
  expect(await verify(session, plan)).toMatchObject({
    ok: false,
    problems: [{ about: "objects" }],
  });
  expect(await rollBack(session)).toMatchObject({
    different: [{ object: "trigger noted on public.diary", how: "changed", parts: ["definition"] }],
  });
  await session.query("ALTER TABLE public.diary ENABLE TRIGGER noted");
  expect(await fingerprintSchema(session)).toBe(plan.source);
}, 60_000);

it("finds nothing different after the rollback of a database that nobody changed", async () => {
  await applyPlan(session, plan);
  expect((await rollBack(session)).different).toEqual([]);
}, 60_000);

it("calls nothing wrong of who came to rights by membership after the plan was made, before it was applied", async () => {
  await session.query(`CREATE ROLE "${later}"; GRANT "${reader}" TO "${later}", "${stranger}"`);
  try {
    await applyPlan(session, plan);
    const { notes, ...found } = await verify(session, plan);
    expect(found).toMatchObject({ ok: true, problems: [] });
    const told = new Set(notes.map(({ code, object }) => `${code}: ${object}`));
    expect(told).toEqual(new Set([later, stranger].map((role) => `access gained: ${role}`)));
    await rollBack(session);
  } finally {
    await session.query(`REVOKE "${reader}" FROM "${stranger}"; DROP ROLE "${later}"`);
  }
}, 60_000);

it("is finalized with what others granted since, and says so", async () => {
  await applyPlan(session, plan);
  await session.query(`GRANT UPDATE ON public.diary TO "${reader}"`);
  const { different } = await finalize(session, { unusedForMs: 0 });
  expect(different.map(problemText)).toEqual([
    differs("table public.diary", "rights"),
    `rights: role ${reader} can UPDATE public.diary, which the plan did not foresee`,
  ]);
}, 60_000);
