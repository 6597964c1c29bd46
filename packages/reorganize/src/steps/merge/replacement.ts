import { type Catalog, plainName } from "../../catalog/catalog.js";
import type { Hazard } from "../../plan/step.js";
import type { Session } from "../../session/session.js";
import { moveOf, nothing, type Replacement, viewOf } from "../park/park-table.js";
import { clashingIndexes, type Move } from "../relocate/move.js";
import type { Successor } from "../shared/foreign-keys.js";
import { readOnlookers } from "./choose-winner.js";
import type { TwinSource } from "./merge-twins.js";
import type { TwinTables } from "./pair.js";
import { missingRights } from "./rights.js";

/** Who leaves a name, and who takes it. */
interface Takeover {
  readonly twin: TwinSource;
  /** Where the winner goes when the twin makes room; it stays where it is without. */
  readonly goes?: Move | undefined;
}

/** What stands at the twin's name: the winner itself, if it goes there, or else a view of it. */
export async function replacementOf(
  copy: Session,
  catalog: Catalog,
  { winner, twin }: TwinTables,
  { twin: source, goes }: Takeover,
): Promise<Replacement> {
  const onlookers = await readOnlookers(copy, twin);
  const hazards: Hazard[] = onlookers.map((name) => ({
    code: "onlooker",
    table: plainName(twin),
    object: name,
  }));
  const known = goes
    ? await takingOver(copy, catalog, { winner, twin }, { source, goes })
    : source.isNameTaken
      ? nothing(twin, winner)
      : viewOf(twin, winner, source.rename);
  return { ...known, hazards: [...known.hazards, ...hazards] };
}

/** The winner itself at the twin's name, for all who have rights on the twin. */
async function takingOver(
  copy: Session,
  catalog: Catalog,
  { winner, twin }: Pick<TwinTables, "winner" | "twin">,
  { source, goes }: { readonly source: TwinSource; readonly goes: Move },
): Promise<Replacement> {
  const indexes = clashingIndexes(winner, goes.to, catalog, twin);
  const moved = moveOf({ ...goes, table: winner, indexes });
  const { grant, revoke } = await missingRights(copy, twin, winner, goes.to);
  const renamed = [...source.rename.keys()];
  return {
    ...moved,
    come: [...moved.come, ...grant],
    go: [...revoke, ...moved.go],
    hazards: [
      ...moved.hazards,
      ...(renamed.length > 0
        ? [{ code: "columns renamed", table: plainName(twin), columns: renamed }]
        : []),
    ],
  };
}

/** The winner as the one that keys to the twin point to from then on. */
export function successorOf({ winner, columns, goal }: TwinTables): Successor {
  const { schema, name } = goal ?? winner;
  const named = (now: string) => ({ now, name: goal?.rename.get(now) ?? now });
  return {
    table: winner,
    schema,
    name,
    columns: new Map([...columns].map(([from, now]) => [from, named(now)])),
  };
}
