import { checkProperty } from "@deepiri/test-database";
import { readWorkspace } from "@deepiri/workspace";
import fc from "fast-check";
import { expect, it } from "vitest";
import { observedDifferences } from "../../src/catalog/observer/differences.js";
import { observe } from "../../src/catalog/observer/observe.js";
import { readCatalogAt, type Target } from "../../src/catalog/with-target.js";
import { applySteps } from "../../src/executor/apply-steps.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { mappingSchema } from "../../src/plan/mapping.js";
import type { Plan } from "../../src/plan/plan.js";
import { readState, rehearseRollback } from "../../src/planner/rehearse.js";
import { grant } from "../../src/steps/grant/index.js";
import { stepKinds } from "../../src/steps/kinds.js";
import { record } from "../../src/steps/record/index.js";
import { seed } from "../../src/steps/seed/index.js";
import { takeBaseline } from "../../src/verify/baseline.js";
import { verify } from "../../src/verify/verify.js";
import { type Ground, planOf, withGround } from "../fixture/apply-plan.js";
import {
  type LivedIn,
  livedIn,
  mapping,
  type Roles,
  rowsSql,
  source,
  sqlOf,
  target,
} from "../fixture/lived-in.js";
import { planOn } from "../fixture/plan-on.js";
import { readContent } from "../fixture/read-content.js";
import { withRoles } from "../fixture/with-roles.js";

// These need a whole workspace.
const kinds = stepKinds.filter((kind) => ![grant, record, seed].includes(kind));
const declared = mappingSchema.parse({ name: "test", ...mapping });

it(
  "is refused before anything is changed, or goes there and back to the last byte, whatever others did to the database",
  { timeout: 600_000 },
  () =>
    withRoles(["reader", "writer"], (roles) =>
      withGround(target, async ({ url }) => {
        const goal = await targetAt(url);
        const refused: string[] = [];
        let [last, tried]: [Promise<void>, number] = [Promise.resolve(), 0];
        const each = fc.asyncProperty(livedIn, (one) => {
          tried += 1;
          last = tryOne(one, roles, goal, refused);
          return last;
        });
        // It stops after some time, and a case may be under way by then.
        await checkProperty(each, 15).finally(() => last.catch(() => {}));
        if (process.env.LIVED_IN_LOG)
          console.log(`${refused.length} of ${tried} refused\n${refused.join("\n")}`);
        expect(refused.length).toBeLessThan(tried);
      }),
    ),
);

/** Plans on one copy, and carries the plan out on another, which stands for the database. */
async function tryOne(one: LivedIn, roles: Roles, goal: Target, refused: string[]): Promise<void> {
  const plan = await withLivedIn(one, roles, (copy) => planAndRehearse(copy, goal)).catch(
    (error: Error) => {
      refused.push(
        `${error.message.slice(0, 300)} <- ${one.deeds.map(({ what, table, column }) => `${what} ${table}.${column}`).join("; ")}`,
      );
    },
  );
  if (!plan) return;
  await withLivedIn(one, roles, async ({ session }) => {
    const [objects, content] = [await observe(session), await readContent(session)];
    await beginJournal(session, plan, "of this test");
    await takeBaseline(session, plan);
    await applySteps(session, plan);
    const { ok, problems, tables } = await verify(session, plan);
    expect({ ok, problems, wrong: tables.filter((table) => !table.ok) }).toEqual({
      ok: true,
      problems: [],
      wrong: [],
    });
    await rollBack(session);
    expect(observedDifferences(objects, await observe(session))).toEqual([]);
    expect(await readContent(session)).toEqual(content);
  });
}

async function planAndRehearse({ session }: Ground, goal: Target): Promise<Plan> {
  const start = await readState(session);
  const { steps, sources } = await planOn(session, goal, { kinds, mapping: declared });
  await rehearseRollback(session, steps, start);
  return { ...planOf(steps), sources };
}

function withLivedIn<Result>(
  { deeds, rows }: LivedIn,
  roles: Roles,
  body: (ground: Ground) => Promise<Result>,
): Promise<Result> {
  return withGround(source, async (ground) => {
    await ground.client.query(rowsSql(rows));
    for (const deed of deeds) await ground.client.query(sqlOf(deed, roles)).catch(() => {});
    return body(ground);
  });
}

async function targetAt(url: string): Promise<Target> {
  const catalog = await readCatalogAt(url);
  const owners = new Map([...catalog.tables.keys()].map((name) => [name, "core"]));
  return { url, catalog, owners, workspace: readWorkspace(import.meta.dirname) };
}
