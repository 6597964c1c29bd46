import { type Catalog, plainName, type Table } from "../../catalog/catalog.js";
import { readCatalog } from "../../catalog/read-catalog.js";
import type { Source } from "../../plan/plan.js";
import type { Step } from "../../plan/step.js";
import type { Session } from "../../session/session.js";
import { planPark } from "../park/park-table.js";
import { clashingIndexes, isMoved, keepsView, type Move, planMove } from "../relocate/move.js";
import type { CompatibilityView } from "../shared/compatibility-view.js";
import { keyChanges } from "../shared/foreign-keys.js";
import { chooseWinner } from "./choose-winner.js";
import { relaxSteps } from "./drop-rules.js";
import { planMerge, UnmergeableError } from "./merge.js";
import { newestColumn } from "./newest.js";
import { pairOf, type TwinTables } from "./pair.js";
import { replacementOf, successorOf } from "./replacement.js";

/** A table whose rows belong in a table of the target. */
export interface TwinSource {
  readonly table: Table;
  /** Its old column names to the target's, for those that change. */
  readonly rename: ReadonlyMap<string, string>;
  /** Whether another table of the target is to have the old name, so that no view can stay there. */
  readonly isNameTaken?: boolean;
}

export interface Twins {
  /** A session on the scratch copy. */
  readonly copy: Session;
  /** Writes the steps down and does them on the copy. */
  readonly perform: (steps: readonly Step[]) => Promise<void>;
  /** The table of the target that they become. */
  readonly to: { readonly schema: string; readonly name: string };
  /** Two or more tables that hold rows of it, each as it was before types moved or since. */
  readonly sources: readonly TwinSource[];
}

export interface PlannedTwins {
  /** What became of each source, the winner first; a twin that cannot be merged has no `to`. */
  readonly sources: readonly Source[];
  /** Views over the table at old names; whoever changes its columns' types has to take them along. */
  readonly views: readonly CompatibilityView[];
}

/**
 * Plans that several tables become one table of the target, and does it on the copy. One of them, the
 * winner, keeps its rows in place: the one that views and publications depend on, else one that is
 * there already. It moves to its place here, so it must not be moved before; its rules that the others
 * break go until repairs and the target's rules come. A twin that has no key in common with the winner
 * is set aside whole.
 */
export async function planTwins({ copy, perform, to, sources }: Twins): Promise<PlannedTwins> {
  const winner = await chooseWinner(copy, to, sources);
  const inPlace = sources.find(({ table }) => plainName(table) === plainName(to));
  const done: Source[] = [sourceOf(winner, plainName(to), false)];
  const views: CompatibilityView[] = [];
  const join = async (twin: TwinSource, now: string, goes?: Move): Promise<void> => {
    const isMerged = await planTwin(copy, perform, { twin, now, goes });
    done.push(sourceOf(twin, isMerged ? plainName(to) : undefined, isMerged));
  };
  const move = { ...winner, to };
  if (inPlace && inPlace !== winner) await join(inPlace, plainName(winner.table), move);
  else if (isMoved(move))
    await perform([
      planMove({ ...move, indexes: clashingIndexes(winner.table, to, await readCatalog(copy)) }),
    ]);
  if (keepsView(move)) views.push(move);
  for (const twin of sources.filter((one) => one !== winner && one !== inPlace)) {
    await join(twin, plainName(to));
    if (!twin.isNameTaken) views.push({ ...twin, to });
  }
  return { sources: done, views };
}

interface Joining {
  readonly twin: TwinSource;
  /** Where the winner lies now. */
  readonly now: string;
  /** Where it goes when the twin makes room. */
  readonly goes?: Move | undefined;
}

/** @returns whether its rows could be merged; else it is set aside whole */
async function planTwin(
  copy: Session,
  perform: Twins["perform"],
  joining: Joining,
): Promise<boolean> {
  const isMergeable = canMerge(tablesOf(await readCatalog(copy), joining));
  if (isMergeable) await perform(relaxSteps(tablesOf(await readCatalog(copy), joining)));
  const catalog = await readCatalog(copy);
  const tables = tablesOf(catalog, joining);
  const successor = successorOf(tables);
  const replacement = await replacementOf(copy, catalog, tables, joining);
  await perform(
    isMergeable
      ? planMerge({ ...tables, replacement, keys: keyChanges(tables.twin, catalog, successor) })
      : planPark({
          table: tables.twin,
          catalog,
          successor,
          replacement,
          why: { reason: "no common key", with: joining.now },
        }),
  );
  return isMergeable;
}

function tablesOf({ tables }: Catalog, { twin, now, goes }: Joining): TwinTables {
  const goal = goes && { ...goes.to, rename: goes.rename };
  const winner = tables.get(now) as Table;
  const before = new Map([...(goal?.rename ?? [])].map(([old, name]) => [name, old]));
  const table = tables.get(plainName(twin.table)) as Table;
  const columns = new Map(
    table.columns.map(({ name }) => {
      const wanted = twin.rename.get(name) ?? name;
      return [name, before.get(wanted) ?? wanted];
    }),
  );
  return { winner, twin: table, columns, newest: newestColumn(winner, table, columns), goal };
}

function canMerge(tables: TwinTables): boolean {
  try {
    pairOf(tables);
    return true;
  } catch (error) {
    if (error instanceof UnmergeableError) return false;
    throw error;
  }
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
