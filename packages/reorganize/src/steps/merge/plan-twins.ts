import { plainName } from "../../catalog/table-name.js";
import type { Source } from "../../plan/plan.js";
import type { Step } from "../../plan/step.js";
import type { Session } from "../../session/session.js";
import { readClashingIndexes } from "../shared/clashing-indexes.js";
import type { CompatibilityView } from "../shared/compatibility-view.js";
import { isMoved, keepsView, type Move } from "../shared/move.js";
import { planMove } from "../shared/move-table.js";
import { withRights } from "../shared/with-rights.js";
import { chooseSurvivor } from "./choose-survivor.js";
import { planTwin } from "./plan-twin.js";
import type { TwinSource } from "./twin-source.js";

export interface Twins {
  /** A session on the scratch copy. */
  readonly copy: Session;
  /** Writes the steps down and does them on the copy. */
  readonly perform: (steps: readonly Step[]) => Promise<void>;
  /** The table of the target that they become. */
  readonly to: { readonly schema: string; readonly name: string };
  /** Two or more twins, each as it was before types moved or since. */
  readonly sources: readonly TwinSource[];
}

export interface PlannedTwins {
  /** What became of each source, the survivor first; a twin that cannot be merged has no `to`. */
  readonly sources: readonly Source[];
  /** Compatibility views of the table; a step that changes its columns' types has to recreate them. */
  readonly views: readonly CompatibilityView[];
}

/**
 * Plans that several tables become one table of the target, and does it on the copy. One of them, the
 * survivor, has its rows where they are: the one that views and publications depend on, else one that
 * is in its place already. It moves to its place here, so it must not be moved before; its rules that
 * the others violate are dropped until repairs and the target's rules follow. A twin that has no key in
 * common with the survivor is parked whole.
 */
export async function planTwins({ copy, perform, to, sources }: Twins): Promise<PlannedTwins> {
  const survivor = await chooseSurvivor(copy, to, sources);
  const was = plainName(survivor.table);
  const inPlace = sources.find(({ table }) => plainName(table) === plainName(to));
  const done: Source[] = [sourceOf(survivor, plainName(to), false)];
  const views: CompatibilityView[] = [];
  const join = async (twin: TwinSource, now: string, goes?: Move): Promise<void> => {
    const isMerged = await planTwin(copy, perform, {
      twin,
      survivor: survivor.table.oid,
      was,
      now,
      goes,
    });
    done.push(sourceOf(twin, isMerged ? plainName(to) : undefined, isMerged));
  };
  const move = { ...survivor, to };
  if (inPlace && inPlace !== survivor) await join(inPlace, plainName(survivor.table), move);
  else if (isMoved(move)) {
    const indexes = await readClashingIndexes(copy, survivor.table, to);
    await perform((await withRights(copy, [{ ...move, indexes }])).map(planMove));
  }
  if (keepsView(move)) views.push(move);
  for (const twin of sources.filter((one) => one !== survivor && one !== inPlace)) {
    await join(twin, plainName(to));
    if (!twin.isNameTaken) views.push({ ...twin, to });
  }
  return { sources: done, views };
}

function sourceOf({ table, rename }: TwinSource, to: string | undefined, merged: boolean): Source {
  return {
    from: plainName(table),
    ...(to === undefined ? {} : { to }),
    columns: Object.fromEntries(rename),
    merged,
    rows: table.rows,
  };
}
