import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readUserObjects, userObjectActions } from "../../../src/catalog/delta/user-objects.js";
import type { Step } from "../../../src/plan/step.js";
import { kindOf } from "../../../src/steps/kinds.js";
import { type Ground, withGround } from "../../fixture/apply-plan.js";
import { contentOf } from "../../fixture/merge-steps.js";
import { placeholderSteps, planTwinsOn, type Source, twinSteps } from "../../fixture/twin-steps.js";

const agents = (schema: string): string => `
  CREATE TABLE ${schema}.agents (id int PRIMARY KEY, name text NOT NULL, updated_at timestamp);
  CREATE INDEX agents_name_idx ON ${schema}.agents (name);
  CREATE TABLE ${schema}.runs (id int PRIMARY KEY, agent_id int REFERENCES ${schema}.agents (id) ON DELETE CASCADE);`;

/** Old rows 1 to 3 in public, 3 to 5 in cyrex; foreign keys point to the old table. */
const bothFilled = `CREATE SCHEMA cyrex; ${agents("public")} ${agents("cyrex")}
  INSERT INTO public.agents SELECT i, 'old ' || i, '2026-01-01' FROM generate_series(1, 3) AS i;
  INSERT INTO cyrex.agents SELECT i, 'new ' || i, '2026-01-02' FROM generate_series(3, 5) AS i;
  INSERT INTO public.runs VALUES (1, 1), (2, 3);
  INSERT INTO cyrex.runs VALUES (2, 3), (3, 4);
  CREATE TABLE public.run_agents (agent int REFERENCES public.agents (id), later int);
  ALTER TABLE public.run_agents ADD CONSTRAINT later_key FOREIGN KEY (later)
    REFERENCES public.agents (id) ON DELETE SET NULL NOT VALID;
  INSERT INTO public.run_agents VALUES (1, NULL), (3, 2);`;

/** The same, with a view of the old table. */
const withViews = `${bothFilled}
  CREATE VIEW public.directory AS SELECT id, name FROM public.agents;
  CREATE MATERIALIZED VIEW public.names AS SELECT name FROM public.agents;`;

const ids = async (ground: Ground, table: string): Promise<unknown[]> =>
  (await ground.rows(`SELECT id FROM ${table} ORDER BY 1`)).map(({ id }) => id);

/** What programs have to know of the steps, as the commands print it. */
function hazardsOf(steps: readonly Step[]): string[] {
  return steps.flatMap(({ id, hazards }) => hazards.map((one) => kindOf(id.kind).hazard(one)));
}

/** Does the steps, looks, undoes them, and compares the whole with what it was. */
async function thereAndBack(
  sql: string,
  to: string,
  sources: readonly Source[],
  look: (ground: Ground) => Promise<void>,
): Promise<void> {
  const { steps } = await twinSteps(sql, to, ...sources);
  await withGround(sql, async (ground) => {
    const facts = await readUserObjects(ground.url);
    const names = sources.map(([name]) => name);
    const before = await contentOf(ground, ...names);
    await ground.apply(steps, { batchSize: 2 });
    await look(ground);
    await ground.undo(steps, { batchSize: 2 });
    const left = userObjectActions(await readUserObjects(ground.url), facts).map((one) => one.sql);
    expect(left.filter((one) => !one.includes("_reorganize"))).toEqual([]);
    expect(await contentOf(ground, ...names)).toEqual(before);
  });
}

describe("twins of one table", () => {
  const sources: Source[] = [["public.agents"], ["cyrex.agents"]];

  it("lets the one in place survive, and points others' keys to it", () =>
    thereAndBack(bothFilled, "cyrex.agents", sources, async (ground) => {
      expect(await ids(ground, "cyrex.agents")).toEqual([1, 2, 3, 4, 5]);
      expect(await ids(ground, "public.agents")).toEqual([1, 2, 3, 4, 5]);
      await expect(ground.rows("INSERT INTO public.run_agents VALUES (9)")).rejects.toThrow(
        "run_agents_agent_fkey",
      );
      await ground.rows("INSERT INTO public.run_agents VALUES (5)");
      expect(
        await ground.rows(
          "SELECT conname AS name, convalidated AS valid FROM pg_constraint WHERE confrelid = 'cyrex.agents'::regclass ORDER BY 1",
        ),
      ).toEqual([
        { name: "later_key", valid: false },
        { name: "run_agents_agent_fkey", valid: true },
        { name: "runs_agent_id_fkey", valid: true },
        { name: "runs_agent_id_fkey", valid: true },
      ]);
      await ground.rows("DELETE FROM public.run_agents WHERE agent = 5");
    }));

  it("lets the one survive that views depend on, in the place of the other", () =>
    thereAndBack(withViews, "cyrex.agents", sources, async (ground) => {
      expect(await ids(ground, "cyrex.agents")).toEqual([1, 2, 3, 4, 5]);
      expect(await ids(ground, "public.agents")).toEqual([1, 2, 3, 4, 5]);
      expect(await ids(ground, "public.directory")).toEqual([1, 2, 3, 4, 5]);
      await ground.rows("REFRESH MATERIALIZED VIEW public.names");
      expect(await ground.rows("SELECT name FROM public.names ORDER BY 1")).toEqual(
        ["new 3", "new 4", "new 5", "old 1", "old 2"].map((name) => ({ name })),
      );
    }));

  it.each([bothFilled, withViews])("repoints keys between the twins", (base) => {
    const sql = `${base} ALTER TABLE public.agents ADD COLUMN next int REFERENCES cyrex.agents (id), ADD COLUMN self int REFERENCES public.agents (id);
      UPDATE public.agents SET next = 4, self = 3 WHERE id = 1`;
    return thereAndBack(sql, "cyrex.agents", sources, async (ground) => {
      expect(await ground.rows("SELECT next, self FROM cyrex.agents WHERE id = 1")).toEqual([
        { next: 4, self: 3 },
      ]);
    });
  });

  it("lets the filled one take the place of an empty one", () => {
    const sql = `${withViews} TRUNCATE cyrex.agents CASCADE`;
    return thereAndBack(sql, "cyrex.agents", sources, async (ground) => {
      expect(await ids(ground, "cyrex.agents")).toEqual([1, 2, 3]);
      await ground.rows("INSERT INTO public.agents VALUES (9, 'x') RETURNING id");
      expect(await ids(ground, "public.directory")).toEqual([1, 2, 3, 9]);
      await ground.rows("DELETE FROM cyrex.agents WHERE id = 9");
    });
  });

  it.each([
    { title: "a view takes the twin's name", sql: bothFilled },
    { title: "the survivor takes the twin's name", sql: withViews },
  ])(
    "returns to each the rows that were inserted by its name since, when $title",
    async ({ sql }) => {
      const { steps } = await twinSteps(sql, "cyrex.agents", ...sources);
      await withGround(sql, async (ground) => {
        await ground.apply(steps);
        await ground.rows("BEGIN");
        await ground.rows("INSERT INTO public.agents VALUES (11, 'a'), (12, 'b')");
        await ground.rows("INSERT INTO cyrex.agents VALUES (13, 'c')");
        await ground.rows("SELECT FROM public.agents");
        await ground.rows("INSERT INTO cyrex.agents SELECT 14, 'd' FROM cyrex.agents LIMIT 1");
        await ground.rows("COMMIT");
        expect(
          await ground.rows(
            "INSERT INTO public.agents VALUES (15, 'e'), (13, 'f') ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name RETURNING id",
          ),
        ).toEqual([{ id: 15 }, { id: 13 }]);
        await ground.undo(steps);
        expect(await ids(ground, "public.agents")).toEqual([1, 2, 3, 11, 12, 15]);
        expect(await ids(ground, "cyrex.agents")).toEqual([3, 4, 5, 13, 14]);
        expect(await ground.rows("SELECT name FROM cyrex.agents WHERE id = 13")).toEqual([
          { name: "f" },
        ]);
      });
    },
  );

  it("lets roles that used a name go on using it", async () => {
    const role = `of_${randomUUID().replaceAll("-", "")}`;
    const granted = `${withViews}
      CREATE ROLE ${role}_old; CREATE ROLE ${role}_new;
      GRANT USAGE ON SCHEMA cyrex TO ${role}_new;
      GRANT SELECT ON public.agents TO ${role}_old; GRANT SELECT, DELETE ON cyrex.agents TO ${role}_new`;
    const rolesGone = `DROP OWNED BY ${role}_old, ${role}_new; DROP ROLE ${role}_old, ${role}_new`;
    await withGround("SELECT", async (ground) => {
      await ground.rows(granted);
      const { steps } = await planTwinsOn(ground, "cyrex.agents", sources);
      const rights = () =>
        ground.rows(
          "SELECT has_table_privilege($1, 'public.agents', 'SELECT') AS old, has_table_privilege($2, 'cyrex.agents', 'DELETE') AS new, has_table_privilege($2, 'public.agents', 'SELECT') AS other",
          [`${role}_old`, `${role}_new`],
        );
      try {
        expect(await rights()).toEqual([{ old: true, new: true, other: false }]);
        await ground.undo(steps);
        expect(await rights()).toEqual([{ old: true, new: true, other: false }]);
      } finally {
        await ground.rows(rolesGone);
      }
    });
  });

  it("names what goes on showing a twin that is parked", async () => {
    const sql = `${withViews} CREATE VIEW cyrex.names AS SELECT name FROM cyrex.agents;
      ALTER TABLE public.agents DROP CONSTRAINT agents_pkey CASCADE`;
    const { steps } = await twinSteps(sql, "cyrex.agents", ...sources);
    expect(hazardsOf(steps)).toContain(
      "public.directory goes on showing public.agents as it was when it was parked",
    );
  });

  it("makes three tables one", () => {
    const sql = `${bothFilled} CREATE SCHEMA older;
      CREATE TABLE older.agents (id int PRIMARY KEY, label text NOT NULL, updated_at timestamp);
      INSERT INTO older.agents VALUES (1, 'oldest 1', '2025-01-01'), (7, 'oldest 7', '2025-01-01')`;
    const three: Source[] = [...sources, ["older.agents", { label: "name" }]];
    return thereAndBack(sql, "cyrex.agents", three, async (ground) => {
      expect(await ids(ground, "cyrex.agents")).toEqual([1, 2, 3, 4, 5, 7]);
      expect(await ground.rows("SELECT label FROM older.agents WHERE id IN (1, 7)")).toEqual([
        { label: "old 1" },
        { label: "oldest 7" },
      ]);
    });
  });

  it("parks a twin without a key whole, and shows the survivor at its name", async () => {
    const sql = `CREATE SCHEMA cyrex; ${agents("cyrex")}
      CREATE TABLE public.agents (id int, name text); INSERT INTO public.agents VALUES (1, 'a'), (1, 'b');
      INSERT INTO cyrex.agents VALUES (5, 'c')`;
    const { sources: done } = await twinSteps(sql, "cyrex.agents", ...sources);
    expect(done).toMatchObject([
      { from: "cyrex.agents", to: "cyrex.agents" },
      { from: "public.agents" },
    ]);
    expect(done[1]).not.toHaveProperty("to");
    await thereAndBack(sql, "cyrex.agents", sources, async (ground) => {
      expect(await ids(ground, "public.agents")).toEqual([5]);
      expect(await ids(ground, '_reorganize."twin public.agents"')).toEqual([1, 1]);
    });
  });

  it("takes rows that only the twin's rules allow, and its further columns", () => {
    const sql = `CREATE SCHEMA cyrex;
      CREATE TABLE cyrex.flows (id int PRIMARY KEY, name text NOT NULL, kind text NOT NULL, state text CONSTRAINT known CHECK (state IN ('on', 'off')));
      CREATE TABLE public.flows (id int PRIMARY KEY, name text, state text, note text);
      INSERT INTO cyrex.flows VALUES (1, 'a', 'k', 'on');
      INSERT INTO public.flows VALUES (2, NULL, 'paused', 'kept')`;
    const flows: Source[] = [["cyrex.flows"], ["public.flows"]];
    return thereAndBack(sql, "cyrex.flows", flows, async (ground) => {
      expect(await ground.rows("SELECT * FROM cyrex.flows WHERE id = 2")).toEqual([
        { id: 2, name: null, kind: null, state: "paused", note: "kept" },
      ]);
      expect(await ground.rows("SELECT count(*)::int AS n FROM _reorganize.quarantine")).toEqual([
        { n: 0 },
      ]);
    });
  });

  it("leaves what was written since where it is, though it violates a rule that is restored", async () => {
    const sql = `CREATE SCHEMA cyrex;
      CREATE TABLE cyrex.flows (id int PRIMARY KEY, name text NOT NULL, CONSTRAINT positive CHECK (id > 0));
      CREATE TABLE public.flows (id int PRIMARY KEY, name text, note text);`;
    const { steps } = await twinSteps(sql, "cyrex.flows", ["cyrex.flows"], ["public.flows"]);
    await withGround(sql, async (ground) => {
      await ground.apply(steps);
      await ground.rows("INSERT INTO cyrex.flows VALUES (-1, NULL, NULL), (2, 'two', 'a note')");
      await ground.undo(steps);
      expect(await ground.rows("SELECT * FROM cyrex.flows ORDER BY id")).toEqual([
        { id: -1, name: null },
        { id: 2, name: "two" },
      ]);
      expect(await ground.rows("SELECT key, row, reason FROM _reorganize.quarantine")).toEqual([
        { key: { id: 2 }, row: { note: "a note" }, reason: "cyrex.flows has no column note" },
      ]);
      expect(
        await ground.rows('SELECT relation, rule FROM _reorganize."rules that rows break"'),
      ).toEqual([
        { relation: "cyrex.flows", rule: "positive" },
        { relation: "cyrex.flows", rule: "name NOT NULL" },
      ]);
      for (const values of ["-2, 'x'", "3, NULL"])
        await expect(ground.rows(`INSERT INTO cyrex.flows VALUES (${values})`)).rejects.toThrow(
          "violates check constraint",
        );
    });
  });

  it("gives new rows numbers that neither table has", () => {
    const table = (schema: string): string =>
      `CREATE TABLE ${schema}.jobs (id serial PRIMARY KEY, place int GENERATED ALWAYS AS IDENTITY UNIQUE, name text);`;
    const sql = `CREATE SCHEMA cyrex; ${table("public")} ${table("cyrex")}
      INSERT INTO cyrex.jobs (name) VALUES ('a');
      INSERT INTO public.jobs (id, place, name) OVERRIDING SYSTEM VALUE VALUES (40, 50, 'b');`;
    const jobs: Source[] = [["cyrex.jobs"], ["public.jobs"]];
    return thereAndBack(sql, "cyrex.jobs", jobs, async (ground) => {
      const insert = "INSERT INTO public.jobs (name) VALUES ('c') RETURNING id, place";
      expect(await ground.rows(insert)).toEqual([{ id: 41, place: 51 }]);
      await ground.rows("DELETE FROM cyrex.jobs WHERE id = 41");
    });
  });
});

describe("after finalize", () => {
  const finish = async (ground: Ground, steps: readonly Step[]): Promise<void> => {
    for (const step of [...steps].reverse())
      for (const one of step.finish ?? []) await ground.rows(one);
  };
  const twin = (type: string, value: string): string => `CREATE SCHEMA cyrex;
    CREATE TABLE cyrex.costs (id int PRIMARY KEY, cost numeric(8, 2), at timestamp);
    CREATE TABLE public.costs (id int PRIMARY KEY, cost ${type}, at timestamp(6));
    INSERT INTO cyrex.costs VALUES (2);
    INSERT INTO public.costs VALUES (1, ${value}, '2026-01-01 12:00:00.123456')`;
  const costs: Source[] = [["cyrex.costs"], ["public.costs"]];

  it.each([
    { title: "goes", type: "numeric", value: "1.5", left: [] },
    {
      title: "stays when it alone has all digits",
      type: "numeric",
      value: "1.505",
      left: [{ id: 1 }],
    },
  ])("a merged twin $title", async ({ type, value, left }) => {
    const sql = twin(type, value);
    const { steps } = await twinSteps(sql, "cyrex.costs", ...costs);
    await withGround(sql, async (ground) => {
      await ground.apply(steps);
      await finish(ground, steps);
      const [found] = await ground.rows(
        `SELECT to_regclass('public.costs') AS view, to_regclass('_reorganize."twin public.costs"') AS parked,
           (SELECT count(*)::int FROM pg_trigger WHERE NOT tgisinternal) AS triggers`,
      );
      expect(found).toEqual({
        view: null,
        triggers: 0,
        parked: left.length === 0 ? null : expect.any(String),
      });
      if (left.length > 0)
        expect(await ground.rows('SELECT id FROM _reorganize."twin public.costs"')).toEqual(left);
    });
  });

  it("a table parked whole goes when it is empty, and stays with its rows", async () => {
    for (const rows of ["", "INSERT INTO public.costs VALUES (1)"]) {
      const sql = `CREATE SCHEMA cyrex; CREATE TABLE cyrex.costs (id int PRIMARY KEY); CREATE TABLE public.costs (id int); ${rows}`;
      const { steps } = await twinSteps(sql, "cyrex.costs", ...costs);
      await withGround(sql, async (ground) => {
        await ground.apply(steps);
        await finish(ground, steps);
        expect(
          await ground.rows(
            `SELECT to_regclass('_reorganize."twin public.costs"') IS NULL AS gone`,
          ),
        ).toEqual([{ gone: rows === "" }]);
      });
    }
  });
});

describe("a placeholder", () => {
  const sql = `
    CREATE TABLE public.users (id uuid PRIMARY KEY, email text NOT NULL);
    CREATE TABLE public."User" (id uuid NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY (id));
    CREATE TABLE public.tasks (id int PRIMARY KEY, user_id uuid NOT NULL, CONSTRAINT tasks_user_id_fkey
      FOREIGN KEY (user_id) REFERENCES public."User" (id) ON UPDATE CASCADE ON DELETE CASCADE);
    INSERT INTO public.users VALUES ('00000000-0000-4000-8000-000000000001', 'a@b.c');`;

  it("makes room for a view of the real table, to which its keys point", async () => {
    const steps = await placeholderSteps(sql, "public.User", "public.users");
    expect(hazardsOf(steps)).toContain(
      "an INSERT into public.User is refused, since public.users needs values in email",
    );
    await withGround(sql, async (ground) => {
      const facts = await readUserObjects(ground.url);
      await ground.apply(steps);
      expect(await ids(ground, 'public."User"')).toEqual(await ids(ground, "public.users"));
      await ground.rows("INSERT INTO public.tasks SELECT 1, id FROM public.users");
      await ground.rows("DELETE FROM public.users");
      expect(await ids(ground, "public.tasks")).toEqual([]);
      await ground.undo(steps);
      const left = userObjectActions(await readUserObjects(ground.url), facts).map(
        (one) => one.sql,
      );
      expect(left.filter((one) => !one.includes("_reorganize"))).toEqual([]);
    });
  });

  it("has its rows again after rollback, to which keys point", async () => {
    const filled = `${sql} INSERT INTO public."User" SELECT id FROM public.users;
      INSERT INTO public."User" VALUES ('00000000-0000-4000-8000-000000000002');
      INSERT INTO public.tasks SELECT row_number() OVER (), id FROM public."User";`;
    const steps = await placeholderSteps(filled, "public.User", "public.users");
    await withGround(filled, async (ground) => {
      const before = await contentOf(ground, "public.User", "public.tasks");
      await ground.apply(steps);
      expect(
        await ground.rows(
          "SELECT convalidated AS valid FROM pg_constraint WHERE conname = 'tasks_user_id_fkey'",
        ),
      ).toEqual([{ valid: false }]);
      await ground.undo(steps);
      expect(await contentOf(ground, "public.User", "public.tasks")).toEqual(before);
      expect(
        await ground.rows(
          "SELECT convalidated AS valid FROM pg_constraint WHERE conname = 'tasks_user_id_fkey'",
        ),
      ).toEqual([{ valid: true }]);
    });
  });
});
