import { expect, it } from "vitest";
import { type Catalog, columnOf } from "../../src/catalog/catalog.js";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { applySteps } from "../../src/executor/apply-steps.js";
import { undoSteps } from "../../src/executor/undo-steps.js";
import type { Plan } from "../../src/plan/plan.js";
import { queryable } from "../../src/session/queryable.js";
import { planConversions } from "../../src/steps/convert/convert-columns.js";
import { planNewTypes } from "../../src/steps/convert/new-types.js";
import type { CompatibilityView } from "../../src/steps/shared/compatibility-view.js";
import type { CompatibilityViews } from "../../src/steps/shared/compatibility-views.js";
import { readDependents } from "../../src/steps/shared/read-dependents.js";
import { type Bench, begin, shapeOf, withBench } from "./convert-bench.js";
import { scansIn } from "./reshape/bench.js";

const start = `CREATE TABLE public.tasks (id int PRIMARY KEY, kind varchar(50), status varchar(50) DEFAULT 'todo', place int,
    CONSTRAINT known CHECK (status IN ('todo', 'done')), CONSTRAINT spoken CHECK (status <> ''));
  CREATE INDEX by_both ON public.tasks (status, kind);
  CREATE INDEX open_kinds ON public.tasks (kind) WHERE status <> 'done';
  CREATE INDEX forgotten ON public.tasks (status, place);
  INSERT INTO public.tasks SELECT n, 'a', (ARRAY['todo', 'done'])[n % 2 + 1] FROM generate_series(1, 200) AS n`;

const goal = `CREATE TYPE public."State" AS ENUM ('todo', 'done'); CREATE TYPE public.kind AS ENUM ('a', 'b');
  CREATE TABLE public.tasks (id int PRIMARY KEY, kind public.kind, status public."State" DEFAULT 'todo', place int);
  CREATE INDEX by_both ON public.tasks (status, kind);
  CREATE INDEX open_kinds ON public.tasks (kind) WHERE status <> 'done'`;

/** Plans on the bench itself: the types are made, the conversions are still to do. */
async function planOf(
  { session, program }: Bench,
  target: Catalog,
  views: CompatibilityViews = new Map(),
): Promise<Plan> {
  const types = planNewTypes(await readCatalog(queryable(program)), target);
  await applySteps(session, await begin(session, types));
  const from = await readCatalog(session);
  const ours = new Set(target.tables.keys());
  const steps = [...types, ...(await planConversions(session, from, target, ours, views))];
  return { steps } as unknown as Plan;
}

async function catalogueOf(sql: string): Promise<Catalog> {
  let found: Catalog | undefined;
  await withBench(sql, async ({ program }) => {
    found = await readCatalog(queryable(program));
  });
  return found as Catalog;
}

const rowsSql = "SELECT * FROM public.tasks ORDER BY id";

it("converts two columns that share indexes and rules, to what the target has, and back", async () => {
  const target = await catalogueOf(goal);
  await withBench(start, async (bench) => {
    const { session, program, table } = bench;
    const before = shapeOf(await table("public.tasks"));
    const { rows } = await program.query(rowsSql);
    const plan = await planOf(bench, target);
    await applySteps(session, plan, { batchSize: 50 });
    const after = await table("public.tasks");
    const wanted = target.tables.get("public.tasks");
    for (const name of ["kind", "status"])
      expect(columnOf(after, name)).toEqual(columnOf(wanted as never, name));
    expect(after.constraints.map(({ name }) => name)).toEqual(["tasks_pkey"]);
    expect(after.indexes.map(({ name }) => name)).toEqual(["by_both", "tasks_pkey"]);
    await undoSteps(session, plan, { batchSize: 50 });
    expect(shapeOf(await table("public.tasks"))).toEqual(before);
    expect((await program.query(rowsSql)).rows).toEqual(rows);
    const { rows: types } = await program.query(
      "SELECT typname FROM pg_catalog.pg_type WHERE typtype = 'e'",
    );
    expect(types).toEqual([]);
  });
});

it("leaves alone what PostgreSQL does without a rewrite, there and back", async () => {
  const from = "CREATE TABLE public.tasks (id int PRIMARY KEY, at timestamp, seen timestamp)";
  const target = await catalogueOf(
    "CREATE TABLE public.tasks (id int PRIMARY KEY, at timestamp(6), seen timestamptz)",
  );
  await withBench(from, async (bench) => {
    expect((await planOf(bench, target)).steps).toEqual([]);
  });
});

const narrow = `CREATE TABLE public.tasks (id int PRIMARY KEY, word varchar(8) NOT NULL DEFAULT 'none', at timestamp(3), note varchar(10));
  CREATE INDEX by_word ON public.tasks (word, at); CREATE INDEX forgotten ON public.tasks (word);
  CREATE VIEW public.words AS SELECT word FROM public.tasks;
  INSERT INTO public.tasks SELECT n, 'word', '2026-01-01 10:00:00.123', 'note' FROM generate_series(1, 200) AS n`;
const wide = `CREATE TABLE public.tasks (id int PRIMARY KEY, word varchar(20) NOT NULL DEFAULT 'none', at timestamp(6), note varchar(10));
  CREATE INDEX by_word ON public.tasks (word, at)`;

it("widens types without a look at the rows, and keeps on the way back what the old type cuts off", async () => {
  const target = await catalogueOf(wide);
  await withBench(narrow, async (bench) => {
    const { session, program, table } = bench;
    const before = shapeOf(await table("public.tasks"));
    const plan = await planOf(bench, target);
    const client = await session.client();
    const forward = plan.steps.map((step) => step.forward);
    expect(await scansIn(client, forward)).toEqual([]);
    expect(forward.map(({ how }) => how)).toEqual(["transaction", "transaction"]);
    expect((await table("public.tasks")).columns).toEqual(
      target.tables.get("public.tasks")?.columns,
    );
    await program.query(`UPDATE public.tasks SET word = 'a word too long' WHERE id = 3;
      UPDATE public.tasks SET word = 'short', at = '2026-01-01 10:00:00.123456' WHERE id = 4`);
    const back = [...plan.steps].reverse().flatMap(({ inverse }) => inverse);
    expect(await scansIn(client, back)).toEqual([]);
    expect(shapeOf(await table("public.tasks"))).toEqual(before);
    const cut = (column: string) =>
      program.query(`SELECT * FROM _reorganize."cut from public.tasks.${column}"`);
    expect((await cut("word")).rows).toEqual([
      { key: { id: 3 }, document: { word: "a word too long" } },
    ]);
    expect((await cut("at")).rows).toEqual([
      { key: { id: 4 }, document: { at: "2026-01-01 10:00:00.123456" } },
    ]);
    const { rows } = await program.query("SELECT word FROM public.words ORDER BY word LIMIT 1");
    expect(rows).toEqual([{ word: "a word t" }]);
  });
});

it("converts a column that a rule reads, since PostgreSQL would look through the table", async () => {
  const rule = ", CONSTRAINT span CHECK (until > at))";
  const target = await catalogueOf(
    `CREATE TABLE public.tasks (id int PRIMARY KEY, at timestamp(6), until timestamp${rule}`,
  );
  const from = `CREATE TABLE public.tasks (id int PRIMARY KEY, at timestamp, until timestamp${rule};
    INSERT INTO public.tasks SELECT n, '2026-01-01', '2026-01-02' FROM generate_series(1, 200) AS n`;
  await withBench(from, async (bench) => {
    const { session, table } = bench;
    const plan = await planOf(bench, target);
    const client = await session.client();
    expect(
      await scansIn(
        client,
        plan.steps.map(({ forward }) => forward),
      ),
    ).toEqual([]);
    expect((await table("public.tasks")).constraints).toEqual(
      target.tables.get("public.tasks")?.constraints,
    );
  });
});

it("makes views and triggers again as they were: rights, owners, options, comments, rules", async () => {
  const target = await catalogueOf(goal);
  const role = `owner_of_views_${process.pid}`;
  const seen = `${start}; CREATE ROLE "${role}"; GRANT CREATE, USAGE ON SCHEMA public TO "${role}";
    GRANT SELECT ON public.tasks TO "${role}";
    CREATE VIEW public.todo (id, state) WITH (security_barrier = true) AS
      SELECT id, status FROM public.tasks WHERE status = 'todo' WITH LOCAL CHECK OPTION;
    ALTER VIEW public.todo ALTER COLUMN id SET DEFAULT 7;
    GRANT SELECT ON public.todo TO "${role}" WITH GRANT OPTION; GRANT UPDATE (state) ON public.todo TO PUBLIC;
    COMMENT ON VIEW public.todo IS 'it''s to do'; COMMENT ON COLUMN public.todo.state IS 'the state';
    CREATE VIEW public."Upon" AS SELECT count(*) AS n, max(id) AS last FROM public.todo WHERE state IS NOT NULL;
    ALTER VIEW public."Upon" OWNER TO "${role}";
    CREATE RULE quiet AS ON DELETE TO public."Upon" DO INSTEAD NOTHING;
    CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TRIGGER through INSTEAD OF UPDATE ON public."Upon" FOR EACH ROW EXECUTE FUNCTION public.note();
    CREATE TRIGGER on_status AFTER UPDATE OF status ON public.tasks FOR EACH ROW
      WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION public.note();
    ALTER TABLE public.tasks ENABLE ALWAYS TRIGGER on_status; COMMENT ON TRIGGER on_status ON public.tasks IS 'when'`;
  await withBench(seen, async (bench) => {
    const { session, program, table } = bench;
    try {
      const read = async () =>
        readDependents(queryable(program), (await table("public.tasks")).oid, ["status"]);
      const before = await read();
      expect(before.map(({ name }) => name)).toEqual(
        ["public.tasks", "public.todo", 'public."Upon"'].map(quoted),
      );
      const plan = await planOf(bench, target);
      await applySteps(session, plan);
      expect((await read()).map(withoutCasts)).toEqual(before.map(withoutCasts));
      expect((await program.query('SELECT n::int FROM public."Upon"')).rows).toEqual([{ n: 100 }]);
      await undoSteps(session, plan);
      expect(await read()).toEqual(before);
    } finally {
      await program.query(`DROP OWNED BY "${role}" CASCADE; DROP ROLE "${role}"`);
    }
  });
});

const quoted = (name: string) =>
  name.replace(/^public\.(\w+)$/, '"public"."$1"').replace(/^public\./, '"public".');
const withoutCasts = (one: { createSql: readonly string[] }) =>
  one.createSql.map((sql) =>
    sql.replaceAll(/::(?:character varying|text|public\."State")|[()]/g, ""),
  );

it("gives the view at the old name the rights of the table at that moment", async () => {
  const target = await catalogueOf(goal);
  const role = `reader_of_view_${process.pid}`;
  await withBench(`${start}; CREATE ROLE "${role}"`, async (bench) => {
    const { session, program, table } = bench;
    try {
      const now = await table("public.tasks");
      const old = { ...now, schema: "public", name: "Task" };
      await program.query(
        'CREATE VIEW public."Task" AS SELECT id, kind, status, place FROM public.tasks',
      );
      const view: CompatibilityView = { table: old, to: now, rename: new Map() };
      const plan = await planOf(bench, target, new Map([["public.tasks", [view]]]));
      await program.query(`GRANT INSERT ON public.tasks TO "${role}"`);
      await applySteps(session, plan);
      const { rows } = await program.query(
        `SELECT pg_catalog.has_table_privilege($1, 'public."Task"', 'INSERT') AS may`,
        [role],
      );
      expect(rows).toEqual([{ may: true }]);
      await program.query(`INSERT INTO public."Task" (id, status) VALUES (0, 'done')`);
    } finally {
      await program.query(`DROP OWNED BY "${role}"; DROP ROLE "${role}"`);
    }
  });
});

it.each([
  [
    "a policy",
    "CREATE POLICY own ON public.tasks USING (status <> 'done')",
    "policy own on table public.tasks",
  ],
  [
    "a materialized view",
    "CREATE MATERIALIZED VIEW public.m AS SELECT status FROM public.tasks",
    "rule _RETURN on materialized view public.m",
  ],
  [
    "a rule",
    "CREATE RULE r AS ON UPDATE TO public.tasks WHERE OLD.status = 'done' DO NOTHING",
    "rule r on table public.tasks",
  ],
  [
    "a published column",
    "CREATE PUBLICATION p FOR TABLE public.tasks (id, status)",
    "publication p",
  ],
  [
    "a function's body",
    "CREATE FUNCTION public.f() RETURNS bigint BEGIN ATOMIC SELECT count(status) FROM public.tasks; END",
    "function public.f()",
  ],
])("refuses to convert a column under %s, and names it", async (_, sql, words) => {
  const target = await catalogueOf(goal);
  await withBench(`${start}; ${sql}`, async (bench) => {
    await expect(planOf(bench, target)).rejects.toThrow(
      `public.tasks.status cannot be converted online: ${words} depends on it.`,
    );
  });
});
