import { quoteIdentifier } from "@deepiri/database";
import { sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { temporaryName } from "../../catalog/temporary-name.js";
import { unlessViolated } from "../../ledger/unless-violated.js";
import type { Run } from "../../plan/step.js";
import { body } from "../../session/body.js";
import { literal } from "../../session/literal.js";

/** The clause of ALTER TABLE that adds NOT NULL as a CHECK, NOT VALID: no row is read yet. */
export function addNotNullCheck(column: string): string {
  return `ADD CONSTRAINT ${quoteIdentifier(checkOf(column))} CHECK (${quoteIdentifier(column)} IS NOT NULL) NOT VALID`;
}

/** The clause of ALTER TABLE that validates that CHECK. */
export function validateNotNullCheck(column: string): string {
  return `VALIDATE CONSTRAINT ${quoteIdentifier(checkOf(column))}`;
}

/** The clause of ALTER TABLE that drops it, if it is there. */
export function dropNotNullCheck(column: string): string {
  return `DROP CONSTRAINT IF EXISTS ${quoteIdentifier(checkOf(column))}`;
}

/**
 * Runs that make NOT NULL of the source of such CHECKs, where no row written since violates it; elsewhere
 * the CHECK stays, NOT VALID.
 */
export function requireAgain(table: Table, columns: readonly string[]): Run[] {
  if (columns.length === 0) return [];
  const relation = sqlName(table);
  const validate = (column: string): string =>
    unlessViolated(
      `ALTER TABLE ${relation} ${validateNotNullCheck(column)}`,
      plainName(table),
      `${column} NOT NULL`,
    );
  const setNotNull = (column: string): string =>
    `DO ${body(`
    BEGIN
      IF EXISTS (
        SELECT FROM pg_catalog.pg_constraint
         WHERE conrelid = ${literal(relation)}::pg_catalog.regclass
           AND conname = ${literal(checkOf(column))} AND convalidated)
      THEN
        ALTER TABLE ${relation} ALTER COLUMN ${quoteIdentifier(column)} SET NOT NULL;
        ALTER TABLE ${relation} DROP CONSTRAINT ${quoteIdentifier(checkOf(column))};
      END IF;
    END`)}`;
  return [
    { how: "transaction", scans: true, sql: columns.map(validate) },
    { how: "transaction", sql: columns.map(setNotNull) },
  ];
}

function checkOf(column: string): string {
  return temporaryName(`${column}_not_null`);
}
