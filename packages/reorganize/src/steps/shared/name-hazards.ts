import type { Hazard } from "../../plan/step.js";

/** What programs must know when a table leaves its name, and what refers to it changes. */
export type NameHazard = Hazard &
  (
    | {
        readonly code: "columns renamed";
        readonly table: string;
        readonly columns: readonly string[];
      }
    | { readonly code: "name taken"; readonly table: string; readonly becomes: string }
    | { readonly code: "view"; readonly table: string }
    | {
        readonly code: "view refuses roles";
        readonly table: string;
        readonly roles: readonly string[];
      }
    | {
        readonly code: "view lacks" | "view refuses insert";
        readonly table: string;
        readonly columns: readonly string[];
        readonly successor: string;
      }
    | { readonly code: "dependent"; readonly table: string; readonly object: string }
    | { readonly code: "rows parked"; readonly table: string; readonly in: string }
    | {
        readonly code: "key lost";
        readonly table: string;
        readonly key: string;
        readonly to: string;
      }
    | { readonly code: "key not valid" }
  );

/**
 * What every compatibility view brings.
 *
 * @param partialReaders roles that may read only some columns of the table, which has row security
 */
export function viewHazards(table: string, partialReaders: readonly string[] = []): NameHazard[] {
  const view: NameHazard = { code: "view", table };
  if (partialReaders.length === 0) return [view];
  return [view, { code: "view refuses roles", table, roles: partialReaders }];
}
