import type { Hazard } from "../../plan/step.js";

/** What programs have to know of a table that leaves its name. */
export type RelocateHazard = Hazard &
  (
    | {
        readonly code: "columns renamed";
        readonly table: string;
        readonly columns: readonly string[];
      }
    | { readonly code: "name taken"; readonly table: string; readonly becomes: string }
    | { readonly code: "view"; readonly table: string }
    | { readonly code: "enum index"; readonly type: string }
  );
