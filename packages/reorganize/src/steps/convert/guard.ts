import type { Transaction } from "../../plan/step.js";
import type { Direction } from "./direction.js";

/**
 * A CHECK that no value was lost on the way, in two runs: from the first on new rows obey it, the
 * second looks at the old ones while others write. For a column without nulls it is what makes SET NOT NULL cheap.
 */
export function guardRuns({ names, notNull }: Direction): {
  add: Transaction;
  validate: Transaction;
} {
  const { table, guard, temporary, column } = names;
  const filled = `${temporary} IS NOT NULL`;
  const rule = notNull ? filled : `${column} IS NULL OR ${filled}`;
  return {
    add: {
      how: "transaction",
      sql: [`ALTER TABLE ${table} ADD CONSTRAINT ${guard} CHECK (${rule}) NOT VALID`],
    },
    validate: {
      how: "transaction",
      scans: true,
      sql: [
        `ALTER TABLE ${table} VALIDATE CONSTRAINT ${guard}`,
        // The server knows nothing of the new column yet, and would choose other plans.
        `ANALYZE ${table} (${temporary})`,
      ],
    },
  };
}

/** Takes the rule away, if it is there. */
export function removeGuardSql({ names }: Direction): string {
  return `ALTER TABLE ${names.table} DROP CONSTRAINT IF EXISTS ${names.guard}`;
}
