import { quoteIdentifier } from "@deepiri/database";
import { plainName, sqlName, type Table } from "../../catalog/catalog.js";
import { temporaryName } from "../../catalog/temporary-name.js";
import { unlessViolated } from "../../ledger/unless-violated.js";
import type { Run } from "../../plan/step.js";
import { literal } from "../../session/literal.js";

/** The name of the CHECK that stands in for NOT NULL of the column. */
export function checkOf(column: string): string {
  return temporaryName(`${column}_not_null`);
}

/** The clause of ALTER TABLE that adds a CHECK that the column is never null, NOT VALID. */
export function neverNull(column: string): string {
  return `ADD CONSTRAINT ${quoteIdentifier(checkOf(column))} CHECK (${quoteIdentifier(column)} IS NOT NULL) NOT VALID`;
}

/**
 * Validates the checks and makes NOT NULLs of them again, where no row written since violates them;
 * elsewhere the check stays as it is.
 */
export function requireAgain(table: Table, columns: readonly string[]): Run[] {
  if (columns.length === 0) return [];
  const relation = sqlName(table);
  const validate = (column: string): string =>
    unlessViolated(
      `ALTER TABLE ${relation} VALIDATE CONSTRAINT ${quoteIdentifier(checkOf(column))}`,
      plainName(table),
      `${column} NOT NULL`,
    );
  const require = (column: string): string =>
    `DO ${literal(`
    BEGIN
      IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = ${literal(relation)}::pg_catalog.regclass
                  AND conname = ${literal(checkOf(column))} AND convalidated) THEN
        ALTER TABLE ${relation} ALTER COLUMN ${quoteIdentifier(column)} SET NOT NULL;
        ALTER TABLE ${relation} DROP CONSTRAINT ${quoteIdentifier(checkOf(column))};
      END IF;
    END`)}`;
  return [
    { how: "transaction", scans: true, sql: columns.map(validate) },
    { how: "transaction", sql: columns.map(require) },
  ];
}
