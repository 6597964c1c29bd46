import { plainName } from "../../catalog/table-name.js";
import type { Session } from "../../session/session.js";
import { readClashingIndexes } from "../shared/clashing-indexes.js";
import type { Move } from "../shared/move.js";
import { readPartialReaders } from "../shared/read-partial-readers.js";
import { moveOf, nothing, type Replacement, viewOf } from "../shared/replacement.js";
import { withRights } from "../shared/with-rights.js";
import { checkRowSecurity } from "./check-row-security.js";
import { readDependentNames } from "./dependent-names.js";
import { missingRights } from "./missing-rights.js";
import type { TwinTables } from "./pair/twin-tables.js";
import type { TwinSource } from "./twin-source.js";

/** Which twin leaves its name, and where the survivor goes when it does. */
interface Takeover {
  readonly twin: TwinSource;
  /** What the survivor is called before the first step. */
  readonly was: string;
  /** The survivor stays where it is without. */
  readonly goes?: Move | undefined;
}

/**
 * What stands at the twin's name: the survivor itself, if it goes there, or else a view of it. Roles that
 * work with the twin get the rights to work with the survivor.
 */
export async function replacementOf(
  copy: Session,
  tables: TwinTables,
  { twin: source, was, goes }: Takeover,
): Promise<Replacement> {
  const { survivor, twin } = tables;
  const rowSecurity = await checkRowSecurity(copy, tables, was);
  const { grant, revoke } = await missingRights(copy, tables);
  const partialReaders = await readPartialReaders(copy, twin, survivor);
  const moved = goes && (await takeOver(copy, tables, { source, goes }));
  const found =
    moved ??
    (source.isNameTaken
      ? nothing(twin, survivor)
      : viewOf(twin, survivor, source.rename, partialReaders));
  const dependents = await readDependentNames(copy, twin);
  return {
    ...found,
    // A view has the rights that the survivor has as it is made, and can be moved.
    forward: moved ? [...moved.forward, ...grant] : [...grant, ...found.forward],
    inverse: moved ? [...revoke, ...moved.inverse] : [...found.inverse, ...revoke],
    hazards: [
      ...found.hazards,
      ...rowSecurity,
      ...dependents.map((object) => ({ code: "dependent", table: plainName(twin), object })),
    ],
  };
}

/** The survivor itself at the twin's name. */
async function takeOver(
  copy: Session,
  { survivor, twin }: TwinTables,
  { source, goes }: { readonly source: TwinSource; readonly goes: Move },
): Promise<Replacement> {
  const indexes = await readClashingIndexes(copy, survivor, goes.to, twin);
  const [move = goes] = await withRights(copy, [{ ...goes, table: survivor, indexes }]);
  const moved = moveOf(move);
  const renamed = [...source.rename.keys()];
  return {
    ...moved,
    hazards: [
      ...moved.hazards,
      ...(renamed.length > 0
        ? [{ code: "columns renamed" as const, table: plainName(twin), columns: renamed }]
        : []),
    ],
  };
}
