import type { Catalog, Table } from "../../catalog/catalog.js";
import { readCatalog } from "../../catalog/read-catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Step } from "../../plan/step.js";
import type { Session } from "../../session/session.js";
import { keyChanges } from "../shared/foreign-keys.js";
import type { Move } from "../shared/move.js";
import { planPark } from "../shared/park-table.js";
import type { Successor } from "../shared/successor.js";
import { planDropRules } from "./drop-rules.js";
import { newestColumn } from "./newest-column.js";
import { pairOf } from "./pair/pair.js";
import type { TwinTables } from "./pair/twin-tables.js";
import { UnmergeableError } from "./pair/unmergeable-error.js";
import { replacementOf } from "./replacement.js";
import { planMerge } from "./steps.js";
import type { TwinSource } from "./twin-source.js";

/** One twin that is to be merged into the survivor. */
export interface Joining {
  readonly twin: TwinSource;
  /** The survivor's oid. */
  readonly survivor: number;
  /** What the survivor is called before the first step. */
  readonly was: string;
  /** Where the survivor lies now. */
  readonly now: string;
  /** Where it goes when the twin makes room. */
  readonly goes?: Move | undefined;
}

/** @returns whether its rows could be merged; else it is parked whole */
export async function planTwin(
  copy: Session,
  perform: (steps: readonly Step[]) => Promise<void>,
  joining: Joining,
): Promise<boolean> {
  const around = [joining.twin.table.oid, joining.survivor];
  const found = await readCatalog(copy, around);
  const isMergeable = canMerge(tablesOf(found, joining));
  const drops = isMergeable ? planDropRules(tablesOf(found, joining)) : [];
  await perform(drops);
  const catalog = drops.length > 0 ? await readCatalog(copy, around) : found;
  const tables = tablesOf(catalog, joining);
  const successor = survivorAsSuccessor(tables);
  const replacement = await replacementOf(copy, tables, joining);
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
  const survivor = tables.get(now) as Table;
  const before = new Map([...(goal?.rename ?? [])].map(([old, name]) => [name, old]));
  const table = tables.get(plainName(twin.table)) as Table;
  const columns = new Map(
    table.columns.map(({ name }) => {
      const wanted = twin.rename.get(name) ?? name;
      return [name, before.get(wanted) ?? wanted];
    }),
  );
  const newest = newestColumn(survivor, table, columns);
  return { survivor, twin: table, columns, newest, goal };
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

/** The survivor as the one that keys to the twin point to from then on. */
function survivorAsSuccessor({ survivor, columns, goal }: TwinTables): Successor {
  const { schema, name } = goal ?? survivor;
  const named = (now: string) => ({ now, name: goal?.rename.get(now) ?? now });
  return {
    table: survivor,
    schema,
    name,
    columns: new Map([...columns].map(([from, now]) => [from, named(now)])),
  };
}
