import type { Access } from "../../catalog/access/read-access.js";
import type { Source } from "../../plan/plan.js";
import type { Step } from "../../plan/step.js";
import type { NameHazard } from "../../steps/shared/name-hazards.js";

/** Where what a relation held can be found after the last step. */
export interface Place {
  /** `schema.table` before. */
  readonly from: string;
  /** `schema.table` after: the old name, or the new one. */
  readonly at: string;
  /** Old column name to the one there, for those that differ. */
  readonly rename: ReadonlyMap<string, string>;
  /** Roles of which a hazard says that the name is of no use to them. */
  readonly refused: readonly string[];
}

/** The relations before the first step, each at every name that leads to it after the last one. */
export function placesOf(
  before: Access,
  after: Access,
  steps: readonly Step[],
  sources: readonly Source[],
): Place[] {
  const hazards = steps.flatMap((step) => step.hazards as readonly NameHazard[]);
  const taken = new Set(
    hazards.flatMap((hazard) => (hazard.code === "name taken" ? [hazard.table] : [])),
  );
  const refusedAt = (name: string): readonly string[] =>
    hazards.flatMap((hazard) =>
      hazard.code === "view refuses roles" && hazard.table === name ? hazard.roles : [],
    );
  const places = [...before.relations.keys()].flatMap((from): Place[] => {
    const source = sources.find((one) => one.from === from);
    const old: Place = { from, at: from, rename: new Map(), refused: refusedAt(from) };
    if (!source) return [old];
    const { to, columns } = source;
    // Without a successor, another table is shown at its name.
    const stays = to === undefined || to === from || taken.has(from) ? [] : [old];
    const moved =
      to === undefined
        ? []
        : [{ from, at: to, rename: new Map(Object.entries(columns)), refused: [] }];
    return [...stays, ...moved];
  });
  return places.filter(({ at }) => after.relations.has(at));
}
