import { expect, it } from "vitest";
import { applySteps } from "../../src/executor/apply-steps.js";
import { undoSteps } from "../../src/executor/undo-steps.js";
import { queryable } from "../../src/session/queryable.js";
import type { Conversion } from "../../src/steps/convert/conversion.js";
import { planConversion } from "../../src/steps/convert/convert.js";
import { readColumnAttributes } from "../../src/steps/convert/read-column-attributes.js";
import { type Bench, begin, withBench } from "./convert-bench.js";

const sql = `CREATE TYPE public."State" AS ENUM ('todo', 'doing', 'done');
  CREATE TABLE public.tasks (id int PRIMARY KEY, status text,
    CONSTRAINT tasks_status_id_key UNIQUE (status, id), CONSTRAINT tasks_status_check CHECK (status <> ''));
  INSERT INTO public.tasks SELECT n, 'todo' FROM generate_series(1, 100) AS n`;

async function conversionOf({ table }: Bench, rest: Partial<Conversion> = {}): Promise<Conversion> {
  return {
    table: await table("public.tasks"),
    column: "status",
    to: 'public."State"',
    defaultAfter: null,
    forward: (column) => `${column}::text::public."State"`,
    back: (column) => `${column}::text`,
    dependents: [],
    ...rest,
  };
}

it("lets open programs write on through triggers that read the column", async () => {
  const audited = `${sql};
    CREATE TABLE public.log (task int, status text);
    CREATE FUNCTION public.audit() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE word text;
      BEGIN
        word := NEW.status;
        IF NEW.status IS DISTINCT FROM OLD.status THEN INSERT INTO public.log VALUES (NEW.id, word); END IF;
        RETURN NEW;
      END $$;
    CREATE TRIGGER audit BEFORE UPDATE ON public.tasks FOR EACH ROW EXECUTE FUNCTION public.audit()`;
  await withBench(audited, async (bench) => {
    const { session, program } = bench;
    const write = (id: number) =>
      program.query("UPDATE public.tasks SET status = 'done' WHERE id = $1", [id]);
    await write(1);
    const plan = await begin(session, planConversion(await conversionOf(bench)));
    await applySteps(session, plan);
    await write(2);
    await undoSteps(session, plan);
    await write(3);
    expect((await program.query("SELECT task, status FROM public.log")).rows).toEqual(
      [1, 2, 3].map((task) => ({ task, status: "done" })),
    );
  });
});

it("gives the new column what the old one had: comments, rights, statistics", async () => {
  const role = `reader_of_${process.pid}`;
  const adorned = `${sql}; CREATE ROLE "${role}";
    GRANT SELECT (status), UPDATE (status) ON public.tasks TO "${role}" WITH GRANT OPTION;
    ALTER TABLE public.tasks ALTER COLUMN status SET STATISTICS 77, ALTER COLUMN status SET (n_distinct = 3);
    CREATE INDEX tasks_status_idx ON public.tasks (status);
    COMMENT ON COLUMN public.tasks.status IS 'what''s next';
    COMMENT ON INDEX public.tasks_status_idx IS 'the index';
    CREATE STATISTICS public.tasks_both (ndistinct) ON id, status FROM public.tasks;
    ALTER STATISTICS public.tasks_both SET STATISTICS 55; COMMENT ON STATISTICS public.tasks_both IS 'both';
    COMMENT ON CONSTRAINT tasks_status_check ON public.tasks IS 'not empty';
    COMMENT ON CONSTRAINT tasks_status_id_key ON public.tasks IS 'the key'`;
  await withBench(adorned, async (bench) => {
    const { session, program } = bench;
    try {
      const read = () => belongingsOf(bench);
      const before = await read();
      expect(before).toHaveLength(11);
      const restore = await readColumnAttributes(
        queryable(program),
        await bench.table("public.tasks"),
        "status",
      );
      const steps = planConversion(await conversionOf(bench, { restore }));
      const plan = await begin(session, steps);
      await applySteps(session, plan);
      expect(await read()).toEqual(before.filter((one) => !one.includes("tasks_status_check")));
      await undoSteps(session, plan);
      expect(await read()).toEqual(before);
    } finally {
      await program.query(`DROP OWNED BY "${role}"; DROP ROLE "${role}"`);
    }
  });
});

async function belongingsOf({ program, table }: Bench): Promise<string[]> {
  const found = await readColumnAttributes(
    queryable(program),
    await table("public.tasks"),
    "status",
  );
  return found.map(({ sql }) => sql).sort();
}

it("makes the views again that read the column, one upon the other", async () => {
  const seen = `${sql};
    CREATE VIEW public.open_tasks AS SELECT id, status FROM public.tasks;
    CREATE VIEW public.open_ids AS SELECT id FROM public.open_tasks WHERE status IS NOT NULL`;
  await withBench(seen, async (bench) => {
    const { session, program } = bench;
    const dependents = [
      {
        createSql: ["CREATE VIEW public.open_tasks AS SELECT id, status FROM public.tasks"],
        dropSql: ["DROP VIEW public.open_tasks"],
      },
      {
        createSql: [
          "CREATE VIEW public.open_ids AS SELECT id FROM public.open_tasks WHERE status IS NOT NULL",
        ],
        dropSql: ["DROP VIEW public.open_ids"],
      },
    ];
    const steps = planConversion(await conversionOf(bench, { dependents }));
    const plan = await begin(session, steps);
    const read = async () =>
      (
        await program.query(
          "SELECT count(*)::int AS n, min(pg_typeof(status)::text) AS type FROM public.open_tasks JOIN public.open_ids USING (id)",
        )
      ).rows[0];
    await applySteps(session, plan);
    expect(await read()).toEqual({ n: 100, type: 'public."State"' });
    await undoSteps(session, plan);
    expect(await read()).toEqual({ n: 100, type: "text" });
  });
});

it("refuses no word while it fills, and stops before one would be lost", async () => {
  await withBench(sql, async (bench) => {
    const { session, program } = bench;
    const plan = await begin(session, planConversion(await conversionOf(bench)));
    const stopped = applySteps(session, plan, {
      onEvent: (event) => {
        if (event.kind === "begun" && event.step.id.action === "convert check")
          throw new Error("stopped on purpose");
      },
    });
    await expect(stopped).rejects.toThrow("stopped on purpose");
    await program.query("INSERT INTO public.tasks VALUES (0, 'strange')");
    await expect(applySteps(session, plan)).rejects.toThrow(
      /public\.tasks\.status failed: SQLSTATE 22P02;/,
    );
    await undoSteps(session, plan);
    const { rows } = await program.query("SELECT status FROM public.tasks WHERE id = 0");
    expect(rows).toEqual([{ status: "strange" }]);
  });
});

it("names everything that stands in the way of a conversion", async () => {
  const tied = `${sql};
    CREATE TABLE public.states (name text PRIMARY KEY);
    CREATE TABLE public.copies (status text, id int, FOREIGN KEY (status, id) REFERENCES public.tasks (status, id));
    ALTER TABLE public.tasks ADD CONSTRAINT tasks_state_fkey FOREIGN KEY (status) REFERENCES public.states NOT VALID`;
  await withBench(tied, async (bench) => {
    const tables = new Map([["public.copies", await bench.table("public.copies")]]);
    const conversion = await conversionOf(bench, { tables });
    expect(() => planConversion(conversion)).toThrow(
      /public\.tasks\.status cannot be converted online: it is part of foreign key tasks_state_fkey; foreign key copies_status_id_fkey of public\.copies refers to it\./,
    );
  });
  await withBench(
    "CREATE TABLE public.tasks (id serial, status int GENERATED ALWAYS AS IDENTITY)",
    async (bench) => {
      const conversion = await conversionOf(bench);
      expect(() => planConversion(conversion)).toThrow(/it is an identity/);
      expect(() => planConversion({ ...conversion, column: "id" })).toThrow(
        /draws from a sequence/,
      );
    },
  );
});
