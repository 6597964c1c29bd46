import { columnOf, type Table } from "../../catalog/catalog.js";
import type { Action } from "../../catalog/delta/action.js";
import { columnChanges } from "../../catalog/delta/column-changes.js";
import type { Hazard } from "../../plan/step.js";

/** What programs have to wait for that no other way was found to do. */
export type ReshapeHazard = Hazard &
  (
    | { readonly code: "new values"; readonly columns: readonly string[] }
    | { readonly code: "table read"; readonly rule: string }
    | {
        readonly code: "trigger dropped";
        readonly table: string;
        readonly trigger: string;
        readonly why: string;
      }
  );

/** The hazards of the actions, on a table that is to be like the goal. */
export function hazardsOf(actions: readonly Action[], goal: Table | undefined): ReshapeHazard[] {
  if (!goal) return [];
  return actions.flatMap((action): ReshapeHazard[] => {
    const [column] = columnChanges([action]).added;
    if (column !== undefined && isRewritten(goal, column))
      return [{ code: "new values", columns: [column] }];
    const rule = exclusionIn(action, goal);
    return rule === undefined ? [] : [{ code: "table read", rule }];
  });
}

/** Whether the rows that are there may get different values. */
function isRewritten(table: Table, name: string): boolean {
  const column = columnOf(table, name);
  return (
    column !== undefined &&
    (column.generated || column.identity || column.defaultGives === "any value")
  );
}

function exclusionIn({ verb, produces }: Action, { constraints }: Table): string | undefined {
  const [id] = produces;
  if (verb !== "create" || id?.kind !== "constraint") return undefined;
  return constraints.find(({ name, kind }) => name === id.name && kind === "exclusion")?.name;
}
