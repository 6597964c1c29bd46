import { expect, it } from "vitest";
import { warningText } from "../../../src/cli/warning-text.js";
import type { Source } from "../../../src/plan/plan.js";
import type { Step } from "../../../src/plan/step.js";
import type { Warning } from "../../../src/plan/warning.js";
import { readAccessBefore, readAccessChanges } from "../../../src/planner/access/watch-access.js";
import { withGround } from "../../fixture/apply-plan.js";
import { withRoles } from "../../fixture/with-roles.js";

const moved: Source = {
  from: "public.agents",
  to: "cyrex.agents",
  columns: { name: "title" },
  merged: false,
  rows: 3,
};
const agents = `CREATE TABLE public.agents (id int PRIMARY KEY, name text, secret text);
  INSERT INTO public.agents VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cy')`;
const move = `CREATE SCHEMA cyrex; ALTER TABLE public.agents SET SCHEMA cyrex;
  ALTER TABLE cyrex.agents RENAME name TO title`;
const view = "CREATE VIEW public.agents AS SELECT id, title AS name, secret FROM cyrex.agents";

/** What changes for roles when the SQL is run instead of steps. */
function changesBy(
  source: string,
  sql: string,
  steps: readonly Step[] = [],
): Promise<readonly Warning[]> {
  return withGround(source, async ({ session, rows }) => {
    const before = await readAccessBefore(session, "deepiri");
    await rows(sql);
    return (await readAccessChanges(session, before, { steps, sources: [moved] })).changes;
  });
}

it("says who loses what by which name, for columns too, and once for all who inherit it", () =>
  withRoles(["reader", "heir", "clerk"], async ({ reader, heir, clerk }) => {
    const changes = await changesBy(
      `${agents}; GRANT "${reader}" TO "${heir}";
       GRANT SELECT, DELETE ON public.agents TO "${reader}";
       GRANT SELECT (id, name), UPDATE (name) ON public.agents TO "${clerk}"`,
      `${move}; ${view}; GRANT USAGE ON SCHEMA cyrex TO "${clerk}";
       GRANT SELECT ON public.agents TO "${reader}"; GRANT SELECT (id) ON public.agents TO "${clerk}"`,
    );
    const lost = { code: "access lost" as const };
    expect(changes).toHaveLength(3);
    expect(changes).toEqual(
      expect.arrayContaining([
        { ...lost, role: reader, privileges: ["DELETE"], tables: ["public.agents"] },
        { ...lost, role: reader, privileges: ["SELECT", "DELETE"], tables: ["cyrex.agents"] },
        {
          ...lost,
          role: clerk,
          privileges: ["SELECT", "UPDATE"],
          tables: ["public.agents"],
          columns: ["name"],
        },
      ]),
    );
  }));

it("says who gains what, and who loses it because a view's owner may not read the table", () =>
  withRoles(["reader", "owner", "stranger"], async ({ reader, owner, stranger }) => {
    const changes = await changesBy(
      `${agents}; GRANT SELECT ON public.agents TO "${reader}"`,
      `${move}; ${view}; GRANT USAGE ON SCHEMA cyrex TO "${reader}", "${stranger}";
       GRANT SELECT ON public.agents TO "${reader}"; ALTER VIEW public.agents OWNER TO "${owner}";
       GRANT INSERT, UPDATE (title) ON cyrex.agents TO "${stranger}"`,
    );
    expect(changes.map(warningText)).toEqual([
      `role ${reader} can no longer SELECT public.agents`,
      `role ${stranger} can INSERT cyrex.agents, and could not before`,
      `role ${stranger} can UPDATE title of cyrex.agents, and could not before`,
    ]);
  }));

it("says what a table that stays closes to everybody", async () => {
  const changes = await changesBy(
    "CREATE TABLE public.notes (id int); GRANT SELECT ON public.notes TO PUBLIC",
    "REVOKE USAGE ON SCHEMA public FROM PUBLIC",
  );
  expect(changes.map(warningText)).toEqual([
    "everybody (PUBLIC) can no longer SELECT public.notes",
  ]);
});

it("says who sees other rows than the policies showed", () =>
  withRoles(["reader"], async ({ reader }) => {
    const guarded = `${agents}; GRANT SELECT ON public.agents TO "${reader}";
      ALTER TABLE public.agents ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON public.agents TO "${reader}" USING (name <> 'Bob')`;
    const reached = `${move}; ${view}; GRANT USAGE ON SCHEMA cyrex TO "${reader}";
      GRANT SELECT ON public.agents TO "${reader}"`;
    const rows = { role: reader, before: 2 };
    // The view shows what its owner sees, who is none of the policy's.
    expect(await changesBy(guarded, reached)).toEqual([
      { ...rows, code: "rows shown", table: "public.agents", after: 3 },
    ]);
    const invoked = `${reached}; ALTER VIEW public.agents SET (security_invoker = true)`;
    expect(await changesBy(guarded, invoked)).toEqual([]);
    const none = `${invoked}; DROP POLICY own ON cyrex.agents`;
    expect(await changesBy(guarded, none)).toEqual([
      { ...rows, code: "rows hidden", table: "public.agents", after: 0 },
      { ...rows, code: "rows hidden", table: "cyrex.agents", after: 0 },
    ]);
  }));

it("leaves out names of which a hazard says that they are gone", () =>
  withRoles(["reader"], async ({ reader }) => {
    const base = { forward: { how: "transaction", sql: [] }, inverse: [], lock: "none" } as const;
    const step: Step = {
      ...base,
      id: { kind: "relocate", action: "move" },
      hazards: [{ code: "name taken", table: "public.agents", becomes: "cyrex.agents" }],
      rows: 0,
      seconds: 0,
    };
    const changes = await changesBy(
      `${agents}; GRANT SELECT ON public.agents TO "${reader}"`,
      `${move}; GRANT USAGE ON SCHEMA cyrex TO "${reader}"; CREATE TABLE public.agents (id int)`,
      [step],
    );
    expect(changes).toEqual([]);
  }));
