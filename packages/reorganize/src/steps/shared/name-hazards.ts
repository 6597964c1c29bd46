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
 * What the compatibility view at the name of a table brings; what else it refuses is found by trying.
 *
 * @param partialReaders roles that may read only some columns of the table, which has row security
 */
export function viewHazards(table: string, partialReaders: readonly string[] = []): NameHazard[] {
  if (partialReaders.length === 0) return [];
  return [{ code: "view refuses roles", table, roles: partialReaders }];
}
