import { connectOnce } from "@deepiri/database";
import { isCurrent, migrate, readStatus } from "@deepiri/schema-engine";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { afterSteps, useAfterSteps } from "../fixture/after-steps.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.drop());

const one = async (client: pg.Client, sql: string): Promise<Record<string, unknown>> =>
  (await client.query(sql)).rows[0];

test("an old status word arrives as the word that the target has for it", { timeout: 60_000 }, () =>
  afterSteps(target, "prisma-engagement", async ({ program }) => {
    const user = await one(
      program,
      "INSERT INTO public.users (email, password, name) VALUES ('old@example.com', 'x', 'Old') RETURNING id",
    );
    const task = await one(
      program,
      `INSERT INTO public.tasks (id, user_id, title, status, updated_at) VALUES (gen_random_uuid(), '${user.id}', 'written in the old way', 'completed', now())
       RETURNING status`,
    );
    expect(task).toEqual({ status: "done" });
  }),
);

describe("of the tables that an init script made", () => {
  const links = "SELECT count(parent_task_id)::int AS links FROM public.tasks";
  let before: Record<string, unknown> = {};
  const reorganized = useAfterSteps(() => target, "init-34", {
    before: async (program) => {
      await program.query(`
        WITH chosen AS (SELECT id, row_number() OVER (ORDER BY created_at, id) AS nth FROM public.tasks WHERE parent_task_id IS NULL LIMIT 3)
        UPDATE public.tasks AS task SET parent_task_id = next.id
          FROM chosen JOIN chosen AS next ON next.nth = chosen.nth % 3 + 1 WHERE task.id = chosen.id`);
      before = await one(program, links);
    },
  });

  test("nothing is left for db:migrate to do, and db:status is clean", async () => {
    const { url } = reorganized;
    const { database } = target;
    const client = await connectOnce(url);
    const states = await readStatus(client, database.packages).finally(() => client.end());
    expect(states.filter((state) => !isCurrent(state))).toEqual([]);
    const results = await migrate(database, { url });
    const done = results.map(({ applied, grants }) => [applied.length, grants.applied.length]);
    expect(new Set(done.map(String))).toEqual(new Set(["0,0"]));
  });

  test("a null where the target wants a value arrives as the default", async () => {
    const written = await one(
      reorganized.program,
      "UPDATE public.tasks SET priority = NULL WHERE id = (SELECT id FROM public.tasks LIMIT 1) RETURNING priority",
    );
    expect(written).toEqual({ priority: "medium" });
  });

  test("a circle of tasks is cut at one link, which comes back when the steps are undone", async () => {
    const { program, undo } = reorganized;
    const cut = await one(
      program,
      "SELECT count(*)::int AS cut FROM _reorganize.originals WHERE step = 'break cycles public.tasks'",
    );
    expect(cut).toEqual({ cut: 1 });
    expect(await one(program, links)).toEqual({ links: Number(before.links) - 1 });
    await undo();
    expect(await one(program, links)).toEqual(before);
  });
});

test(
  "roles that every database has are there, and go with the undo unless somebody needs them",
  {
    timeout: 60_000,
  },
  () =>
    afterSteps(target, "prisma-auth", async ({ program, undo }) => {
      expect(await one(program, "SELECT count(*)::int AS roles FROM public.roles")).toEqual({
        roles: 4,
      });
      await undo();
      expect(await one(program, "SELECT to_regclass('public.roles') AS roles")).toEqual({
        roles: null,
      });
    }),
);

test(
  "a row set aside whose key was taken meanwhile stays in the quarantine when the steps are undone",
  {
    timeout: 60_000,
  },
  () =>
    afterSteps(
      target,
      "prisma-auth",
      async ({ program, undo }) => {
        const aside = await one(
          program,
          "SELECT row ->> 'id' AS id, row ->> 'user_id' AS user_id FROM _reorganize.quarantine WHERE relation = 'public.sessions'",
        );
        const owner = await one(program, "SELECT id FROM public.users LIMIT 1");
        await program.query(
          `INSERT INTO public.sessions (id, user_id, token, expires_at) VALUES ('${aside.id}', '${owner.id}', 'another', now())`,
        );
        await undo();
        const found = await program.query(
          "SELECT row ->> 'user_id' AS user_id FROM _reorganize.quarantine WHERE relation = 'public.sessions'",
        );
        expect(found.rows).toEqual([{ user_id: aside.user_id }]);
      },
      {
        before: async (program) => {
          await program.query(`SET session_replication_role = replica;
            INSERT INTO public.sessions (id, user_id, token, expires_at) VALUES (gen_random_uuid(), gen_random_uuid(), 'of nobody', now());
            RESET session_replication_role`);
        },
      },
    ),
);

test("whoever could read a table before can read it afterwards, in the schema and at the old name", {
  timeout: 60_000,
}, async () => {
  const reader = `reader_${process.pid}_${Date.now()}`;
  await afterSteps(
    target,
    "cyrex-old",
    async ({ program }) => {
      await program.query(`SET ROLE ${reader}`);
      const { rows } = await program.query("SELECT count(*) > 0 AS some FROM public.agents");
      expect(rows).toEqual([{ some: true }]);
      await program.query("RESET ROLE");
      await program.query(`DROP OWNED BY ${reader}`);
      await program.query(`DROP ROLE ${reader}`);
    },
    {
      before: async (program) => {
        await program.query(`CREATE ROLE ${reader}`);
        await program.query(`GRANT SELECT ON public.agents TO ${reader}`);
      },
    },
  );
});
