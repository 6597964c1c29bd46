import { plainName } from "../../catalog/table-name.js";
import type { Target } from "../../catalog/with-target.js";
import type { Assignment } from "../../findings/assign-sources.js";

/** Whether another table of the target gets the old name, so that no view can stay there. */
export function isNameTaken({ table, to }: Assignment, { owners }: Target): boolean {
  return plainName(table) !== to && owners.has(plainName(table));
}
