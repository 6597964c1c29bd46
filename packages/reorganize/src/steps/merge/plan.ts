import type { Table } from "../../catalog/catalog.js";
import type { Rehearsal } from "../rehearsal.js";
import { isNameTaken } from "../shared/is-name-taken.js";
import { refuseDeferrable } from "../shared/refuse-deferrable.js";
import { planTwins, type Twins } from "./plan-twins.js";

/** Tables of the target whose rows lie in several tables. */
export async function plan(rehearsal: Rehearsal): Promise<void> {
  const { copy, perform, recordSources, addViews } = rehearsal;
  const all = twinsOf(rehearsal);
  refuseDeferrable(all.flatMap(({ sources }) => sources.map(({ table }) => table)));
  for (const twins of all) {
    const { sources, views } = await planTwins({ copy, perform, ...twins });
    recordSources(sources);
    addViews(views);
  }
}

function twinsOf({ assigned, target }: Rehearsal): Pick<Twins, "to" | "sources">[] {
  return [...assigned]
    .filter(([, sources]) => sources.length > 1)
    .map(([name, sources]) => ({
      to: target.catalog.tables.get(name) as Table,
      sources: sources.map((one) => ({ ...one, isNameTaken: isNameTaken(one, target) })),
    }));
}
