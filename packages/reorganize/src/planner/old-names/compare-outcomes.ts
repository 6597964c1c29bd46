import type { OldNameStatement, OldNameWarning } from "../../plan/warning.js";
import type { Outcomes } from "./try-statements.js";

/**
 * What fails after the steps, and did not, or for another reason, before: one warning for all statements
 * that fail on the same tables.
 */
export function compareOutcomes(before: Outcomes, after: Outcomes): OldNameWarning[] {
  const tablesOf = new Map<OldNameStatement, string[]>();
  for (const [table, outcomes] of after)
    for (const [statement, state] of outcomes)
      if (state !== null && state !== before.get(table)?.get(statement))
        tablesOf.set(statement, [...(tablesOf.get(statement) ?? []), table]);
  const groups = new Map<string, OldNameWarning>();
  for (const [statement, tables] of tablesOf) {
    const key = JSON.stringify(tables);
    const statements = [...(groups.get(key)?.statements ?? []), statement];
    groups.set(key, { code: "old names refuse", statements, tables });
  }
  return [...groups.values()];
}
