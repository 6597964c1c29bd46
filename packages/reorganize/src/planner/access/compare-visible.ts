import type { Visible } from "../../catalog/access/count-visible.js";
import type { VisibilityWarning } from "../../plan/warning.js";
import type { Place } from "./places.js";

/**
 * Which roles see more or fewer rows than before. Where the rows themselves have become more or fewer, it
 * cannot be told.
 */
export function compareVisible(
  before: readonly Visible[],
  after: readonly Visible[],
  places: readonly Place[],
): VisibilityWarning[] {
  return places.flatMap(({ from, at }) =>
    before
      .filter(({ table }) => table === from)
      .flatMap(({ role, rows, of }) => {
        const now = after.find((one) => one.table === at && one.role === role);
        if (!now || now.of !== of || rows === null || now.rows === null || now.rows === rows)
          return [];
        const code = now.rows < rows ? "rows hidden" : "rows shown";
        return [{ code, role, table: at, before: rows, after: now.rows } as const];
      }),
  );
}
