import { setTimeout as pause } from "node:timers/promises";
import { connectOnce } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import { actionsBetween, readFacts } from "../../../src/catalog/delta/facts.js";
import { isAboutRights } from "../../../src/catalog/delta/object-id.js";
import { applySteps } from "../../../src/executor/apply-steps.js";
import { undoSteps } from "../../../src/executor/undo-steps.js";
import { shapeOf, withBench } from "../convert-bench.js";
import { scansIn, withReshaping } from "./bench.js";

const users = (rest: string) =>
  `CREATE TABLE public.users (id int NOT NULL, email text NOT NULL${rest};
   INSERT INTO public.users SELECT n, n || '@example.com' FROM generate_series(1, 1000) AS n`;

const withKey = users(", CONSTRAINT users_email_key UNIQUE (email))");
const withIndex = users("); CREATE UNIQUE INDEX users_email_key ON public.users (email)");
const withOtherIndex = users("); CREATE UNIQUE INDEX by_email ON public.users (email)");
const withPrimary = users(", CONSTRAINT users_pkey PRIMARY KEY (id))");
const withLate = users(
  ", CONSTRAINT users_email_key UNIQUE (email) DEFERRABLE INITIALLY DEFERRED)",
);
const bare = users(")");
const withPlain = users("); CREATE INDEX by_what ON public.users (id)");
const withPartial = users("); CREATE UNIQUE INDEX by_what ON public.users (email) WHERE id > 0");
const keyOfBoth = users(", CONSTRAINT users_email_key UNIQUE (email, id))");

describe.each([
  { what: "a key that becomes an index of the same name", start: withKey, goal: withIndex },
  { what: "a key that becomes an index of another name", start: withKey, goal: withOtherIndex },
  { what: "an index that becomes a key of the same name", start: withIndex, goal: withKey },
  { what: "an index that becomes a key of another name", start: withOtherIndex, goal: withKey },
  { what: "a key that becomes deferrable", start: withKey, goal: withLate },
  { what: "an index that becomes another of its name", start: withPlain, goal: withPartial },
  { what: "a key that becomes another of its name", start: withKey, goal: keyOfBoth },
  { what: "an index that becomes another key of its name", start: withIndex, goal: keyOfBoth },
  { what: "a key that becomes another index of its name", start: keyOfBoth, goal: withIndex },
  { what: "a primary key that comes", start: bare, goal: withPrimary },
  { what: "a primary key that goes", start: withPrimary, goal: bare },
])("$what", ({ start, goal }) => {
  it("is reshaped there and back without reading the table through under a lock", () =>
    withReshaping(start, goal, async ({ session, program, plan, table, url }) => {
      const before = shapeOf(await table("public.users"));
      const wanted = await shapeOfGoal(goal);
      const facts = await readFacts(url);
      const client = await session.client();
      expect(
        await scansIn(
          client,
          plan.steps.map(({ forward }) => forward),
        ),
      ).toEqual([]);
      expect(shapeOf(await table("public.users"))).toEqual(wanted);
      const back = [...plan.steps].reverse().flatMap(({ inverse }) => inverse);
      expect(await scansIn(client, back)).toEqual([]);
      expect(shapeOf(await table("public.users"))).toEqual(before);
      // Roles belong to the whole server, where other tests make and drop them.
      const left = actionsBetween(await readFacts(url), facts).filter((one) => !isAboutRights(one));
      expect(left.map(({ sql }) => sql)).toEqual([]);
      expect((await program.query("SELECT FROM public.users")).rowCount).toBe(1_000);
    }));
});

async function shapeOfGoal(goal: string) {
  let shape: unknown;
  await withBench(goal, async ({ table }) => {
    shape = shapeOf(await table("public.users"));
  });
  return shape;
}

it("keeps a unique rule at every moment: programs that insert ON CONFLICT never fail", () =>
  withReshaping(withKey, withIndex, async ({ session, plan, url }) => {
    const errors: string[] = [];
    let stopped = false;
    const writing = (async () => {
      const client = await connectOnce(url);
      for (let turn = 0; !stopped; turn += 1)
        await client
          .query(
            "INSERT INTO public.users VALUES ($1, $2) ON CONFLICT (email) DO UPDATE SET id = EXCLUDED.id",
            [turn, `${turn % 50}@example.com`],
          )
          .catch((error: Error) => errors.push(error.message));
      await client.end();
    })();
    for (let round = 0; round < 3; round += 1) {
      await applySteps(session, plan);
      await pause(20);
      await undoSteps(session, plan);
    }
    stopped = true;
    await writing;
    expect(errors).toEqual([]);
  }));
