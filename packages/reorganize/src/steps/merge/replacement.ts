import type { Catalog } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Session } from "../../session/session.js";
import { clashingIndexes } from "../shared/clashing-indexes.js";
import type { Move } from "../shared/move.js";
import { moveOf, nothing, type Replacement, viewOf } from "../shared/replacement.js";
import { readDependentNames } from "./dependent-names.js";
import { missingRights } from "./missing-rights.js";
import type { TwinTables } from "./pair/twin-tables.js";
import type { TwinSource } from "./twin-source.js";

/** Which twin leaves its name, and where the survivor goes when it does. */
interface Takeover {
  readonly twin: TwinSource;
  /** The survivor stays where it is without. */
  readonly goes?: Move | undefined;
}

/** What stands at the twin's name: the survivor itself, if it goes there, or else a view of it. */
export async function replacementOf(
  copy: Session,
  catalog: Catalog,
  tables: TwinTables,
  { twin: source, goes }: Takeover,
): Promise<Replacement> {
  const { survivor, twin } = tables;
  const found = goes
    ? await takeOver(copy, catalog, tables, { source, goes })
    : source.isNameTaken
      ? nothing(twin, survivor)
      : viewOf(twin, survivor, source.rename);
  const dependents = await readDependentNames(copy, twin);
  return {
    ...found,
    hazards: [
      ...found.hazards,
      ...dependents.map((object) => ({ code: "dependent", table: plainName(twin), object })),
    ],
  };
}

/** The survivor itself at the twin's name, with the rights that roles have on the twin. */
async function takeOver(
  copy: Session,
  catalog: Catalog,
  { survivor, twin }: TwinTables,
  { source, goes }: { readonly source: TwinSource; readonly goes: Move },
): Promise<Replacement> {
  const indexes = clashingIndexes(survivor, goes.to, catalog, twin);
  const moved = moveOf({ ...goes, table: survivor, indexes });
  const { grant, revoke } = await missingRights(copy, twin, survivor, goes.to);
  const renamed = [...source.rename.keys()];
  return {
    ...moved,
    forward: [...moved.forward, ...grant],
    inverse: [...revoke, ...moved.inverse],
    hazards: [
      ...moved.hazards,
      ...(renamed.length > 0
        ? [{ code: "columns renamed" as const, table: plainName(twin), columns: renamed }]
        : []),
    ],
  };
}
