import type { Hazard } from "../../plan/step.js";
import type { GuardedTable } from "./read-guarded-tables.js";

/** What the row security of a table means once the migrator role owns it. */
export type GrantHazard = Hazard &
  (
    | { readonly code: "row security stays"; readonly table: string }
    | {
        readonly code: "restrictive policies";
        readonly table: string;
        readonly owner: string;
        readonly policies: readonly string[];
      }
  );

export function rowSecurityHazards({ table, owner, restrictive }: GuardedTable): GrantHazard[] {
  const stays: GrantHazard = { code: "row security stays", table };
  if (owner === null || restrictive.length === 0) return [stays];
  return [stays, { code: "restrictive policies", table, owner, policies: restrictive }];
}
