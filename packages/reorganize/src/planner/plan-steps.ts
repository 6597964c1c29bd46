import type { Catalog } from "../catalog/catalog.js";
import { readCatalog } from "../catalog/read-catalog.js";
import type { Target } from "../catalog/with-target.js";
import { applyTogether } from "../executor/apply-together.js";
import { assignSources } from "../findings/assign-sources.js";
import { apartOf, readProjected } from "../findings/projected/read-projected.js";
import { beginJournal } from "../ledger/begin-journal.js";
import type { Mapping } from "../plan/mapping.js";
import type { Source } from "../plan/plan.js";
import type { PlannedProjection, RetiredTable } from "../plan/planned-projection.js";
import type { Step } from "../plan/step.js";
import type { Session } from "../session/session.js";
import { stepKinds } from "../steps/kinds.js";
import type { LosingTable } from "../steps/losing-table.js";
import { type CompatibilityViews, withViews } from "../steps/shared/compatibility-views.js";
import type { StepKind } from "../steps/step-kind.js";
import { RewriteWatch } from "./rewrites.js";

/** What is to be done, and what it makes of each table. */
export interface PlannedSteps {
  readonly steps: readonly Step[];
  readonly sources: readonly Source[];
  /** Tables that rows may leave. */
  readonly losing: readonly LosingTable[];
  /** By which queries rows change shape, and the tables that are over with that. */
  readonly projections: readonly PlannedProjection[];
  readonly retired: readonly RetiredTable[];
}

/**
 * Makes the steps that bring the schema of a database to the target, by doing each of them on a
 * scratch copy: what comes next is read from PostgreSQL's catalog, never guessed. The copy ends at
 * the target and keeps the journal of all steps, so undoing them can be rehearsed on it as well.
 *
 * @param copy a session on the scratch copy; its database is changed
 * @param kinds asked for their steps in this order
 * @param start what the copy is now; it is read if left out
 */
export async function planSteps(
  copy: Session,
  target: Target,
  mapping: Mapping,
  kinds: readonly StepKind[] = stepKinds,
  start?: Catalog,
): Promise<PlannedSteps> {
  const [steps, sources, losing]: [Step[], Source[], LosingTable[]] = [[], [], []];
  const [projections, retired]: [PlannedProjection[], RetiredTable[]] = [[], []];
  const watch = await RewriteWatch.begin(copy);
  let views: CompatibilityViews = new Map();
  const owned = target.owners.keys();
  let catalog = start && Promise.resolve(start);
  const readOnce = () => (catalog ??= readCatalog(copy));
  const here = await readOnce();
  const projected = await readProjected(copy, mapping);
  const apart = apartOf(projected);
  const filled = new Set(projected.projections.map(({ to }) => to));
  const assigned = assignSources(here, target.catalog, owned, mapping, apart);
  await beginJournal(copy, {}, "rehearsal");
  for (const kind of kinds)
    await kind.plan({
      copy,
      readCatalog: readOnce,
      target,
      mapping,
      ours: new Set(target.owners.keys()),
      assigned,
      views,
      perform: async (next) => {
        if (next.length === 0) return;
        catalog = undefined;
        await applyTogether(copy, [...steps, ...next], next.length, watch.lookAfter);
        await watch.readRewritten(next);
        steps.push(...next.map((step) => watch.withHazard(step, sources)));
      },
      // Rows that come to a table by a projection are compared with its query, and not with what was there before.
      recordSources: (next) => sources.push(...next.filter((one) => !isFilledInPlace(one, filled))),
      recordLosing: (next) => losing.push(...next),
      recordProjections: (queries, tables) => {
        projections.push(...queries);
        retired.push(...tables);
      },
      addViews: (more) => {
        views = withViews(views, more);
      },
    });
  return { steps, sources, losing, projections, retired };
}

function isFilledInPlace({ from, to, merged }: Source, filled: ReadonlySet<string>): boolean {
  return from === to && !merged && filled.has(from);
}
