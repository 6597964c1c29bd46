import { expect, it } from "vitest";
import { watchRuns, withReshaping } from "./bench.js";

const table = (rest: string) => `CREATE TABLE public.t (id int PRIMARY KEY${rest});
  INSERT INTO public.t SELECT n FROM generate_series(1, 100) AS n`;

it.each([
  [", at timestamptz NOT NULL DEFAULT now()", false],
  [", at timestamp NOT NULL DEFAULT timezone('utc', now())", false],
  [", word varchar(20) NOT NULL DEFAULT 'a(b)', tags text[] DEFAULT ARRAY[]::text[]", false],
  [", CHECK (id > 0), UNIQUE (id)", false],
  [", token uuid NOT NULL DEFAULT gen_random_uuid()", true],
  [", at timestamptz DEFAULT clock_timestamp()", true],
  [", twice int GENERATED ALWAYS AS (id * 2) STORED", true],
  [", number int GENERATED ALWAYS AS IDENTITY", true],
  [", EXCLUDE USING btree (id WITH =)", true],
])("tells of%s that programs wait: %s, as PostgreSQL does it", (rest, waits) =>
  withReshaping(table(""), table(rest), async ({ session, plan }) => {
    const hazards = plan.steps.flatMap((step) => step.hazards);
    expect(
      hazards.filter(({ code }) => code === "new values" || code === "table read"),
    ).toHaveLength(waits ? 1 : 0);
    const forward = plan.steps.map((step) => step.forward);
    const { scans } = await watchRuns(await session.client(), forward);
    expect(scans).toHaveLength(waits ? 1 : 0);
  }),
);

it("tells nothing of a table that is new", () =>
  withReshaping("SELECT", table(", token uuid DEFAULT gen_random_uuid()"), async ({ plan }) => {
    expect(plan.steps.flatMap(({ hazards }) => hazards)).toEqual([]);
  }));

it("makes and drops foreign keys one at a time", () => {
  const others =
    "CREATE TABLE public.a (id int PRIMARY KEY); CREATE TABLE public.b (id int PRIMARY KEY);";
  const goal = `${others}${table(", a int REFERENCES public.a, b int REFERENCES public.b")}`;
  return withReshaping(`${others}${table(", a int, b int")}`, goal, async ({ session, plan }) => {
    const client = await session.client();
    const forward = plan.steps.map((step) => step.forward);
    expect((await watchRuns(client, forward)).crowds).toEqual([]);
    const back = [...plan.steps].reverse().flatMap(({ inverse }) => inverse);
    expect((await watchRuns(client, back)).crowds).toEqual([]);
    // Both at once would be a crowd.
    const once = {
      how: "transaction" as const,
      sql: forward.flatMap((run) => (run.how === "transaction" && !run.scans ? run.sql : [])),
    };
    expect((await watchRuns(client, [once])).crowds).toHaveLength(1);
  });
});
