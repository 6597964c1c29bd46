import { expect, it } from "vitest";
import { withReshaping } from "./bench.js";

const tasks = "CREATE TABLE public.tasks (id int PRIMARY KEY, hours int, title text";

it("reads a table through once for all the checks that it gets", () =>
  withReshaping(
    `${tasks}); INSERT INTO public.tasks SELECT n, n, 'to do' FROM generate_series(1, 300) AS n`,
    `${tasks}, CONSTRAINT worked CHECK (hours > 0), CONSTRAINT named CHECK (title <> ''), CONSTRAINT numbered CHECK (id > 0))`,
    async ({ session, plan }) => {
      const client = await session.client();
      const scans: number[] = [];
      for (const { forward } of plan.steps) {
        if (forward.how !== "transaction") throw new TypeError(`${forward.how} was not expected`);
        await client.query("BEGIN");
        for (const sql of forward.sql) await client.query(sql);
        const { rows } = await client.query(
          "SELECT pg_stat_get_xact_numscans('public.tasks'::regclass)::int AS scans",
        );
        await client.query("COMMIT");
        scans.push(rows[0].scans);
      }
      expect(scans).toEqual([0, 1]);
    },
  ));
