import type { Catalog, Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Step } from "../../plan/step.js";
import { planPark } from "../shared/park-table.js";
import { viewOf } from "../shared/replacement.js";
import { successorOf } from "../shared/successor.js";
import { reaches } from "./hazards.js";

/**
 * The steps that park a table which only stood in for another, such as `public."User"` for
 * `public.users`: a view of the real table takes its name, and keys that pointed to it point there.
 */
export function planPlaceholder(placeholder: Table, real: Table, catalog: Catalog): Step[] {
  const view = viewOf(placeholder, real, new Map());
  const names = { table: plainName(placeholder), real: plainName(real) };
  return planPark({
    table: placeholder,
    catalog,
    successor: successorOf(real, new Map(placeholder.columns.map(({ name }) => [name, name]))),
    replacement: { ...view, hazards: [...view.hazards, reaches(names.table, names.real)] },
    why: { reason: "placeholder", real: names.real },
  });
}
