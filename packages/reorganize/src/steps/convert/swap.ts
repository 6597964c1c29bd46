import { quoteIdentifier } from "@deepiri/database";
import type { Constraint } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { unlessViolated } from "../../ledger/unless-violated.js";
import type { Transaction } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { addKeySql } from "../shared/add-key.js";
import { removeTriggerSql } from "./add.js";
import type { Direction, NewIndex } from "./direction.js";
import { removeGuardSql } from "./guard.js";

/** Puts the new column in the old one's place: catalog changes only, whatever the size. */
export function swapRun(direction: Direction): Transaction {
  const { names, conversion, checks, restore, indexes } = direction;
  const { dependents } = conversion;
  return {
    how: "transaction",
    sql: [
      ...[...dependents].reverse().flatMap(({ dropSql }) => dropSql),
      ...removeTriggerSql(names),
      ...columnSql(direction),
      ...indexes.map((index) => takeNameSql(direction, index)),
      ...checks.map((check) => addCheckSql(direction, check)),
      ...dependents.flatMap(({ createSql }) => createSql),
      ...restore,
      recompileSql(names.table),
    ],
  };
}

/**
 * Touches the trigger functions of the table, so that open sessions compile them anew. What they have
 * compiled knows the column's old type, and would refuse a write with "type of parameter does not match".
 */
function recompileSql(table: string): string {
  return `DO $reorganize$
    DECLARE
      touch text;
    BEGIN
      FOR touch IN
        SELECT DISTINCT pg_catalog.format('ALTER FUNCTION %I.%I() COST %s', nspname, proname, procost)
          FROM pg_catalog.pg_trigger JOIN pg_catalog.pg_proc AS function ON function.oid = tgfoid
          JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = pronamespace
          JOIN pg_catalog.pg_language AS language ON language.oid = prolang
         WHERE tgrelid = ${literal(table)}::pg_catalog.regclass AND lanname = 'plpgsql'
      LOOP
        EXECUTE touch;
      END LOOP;
    END $reorganize$`;
}

function columnSql(direction: Direction): string[] {
  const { names, notNull, default: value } = direction;
  const { table, column, temporary } = names;
  const alter = `ALTER TABLE ${table} ALTER COLUMN ${column} SET`;
  return [
    // The guard of a column with nulls reads both; that of one without must outlive SET NOT NULL.
    ...(notNull ? [] : [removeGuardSql(direction)]),
    `ALTER TABLE ${table} DROP COLUMN ${column}`,
    `ALTER TABLE ${table} RENAME COLUMN ${temporary} TO ${column}`,
    ...(notNull ? [`${alter} NOT NULL`, removeGuardSql(direction)] : []),
    ...(value === null ? [] : [`${alter} DEFAULT ${value}`]),
  ];
}

function takeNameSql({ names }: Direction, index: NewIndex): string {
  const { constraint, name, temporary, sqlTemporary } = index;
  if (!constraint) return `ALTER INDEX ${sqlTemporary} RENAME TO ${quoteIdentifier(name)}`;
  return addKeySql(names.table, constraint, temporary);
}

function addCheckSql({ names }: Direction, check: Constraint): string {
  // One that is not validated says so itself.
  const later = check.validated ? " NOT VALID" : "";
  return `ALTER TABLE ${names.table} ADD CONSTRAINT ${quoteIdentifier(check.name)} ${check.definition}${later}`;
}

/**
 * Validates the CHECKs that the swap brought, while programs write.
 *
 * @param mayViolate whether rows that violate them leave them NOT VALID instead of failing the run
 */
export function validateRun(direction: Direction, mayViolate = false): Transaction | undefined {
  const { names, checks, conversion } = direction;
  const validated = checks.filter((check) => check.validated);
  if (validated.length === 0) return undefined;
  const validate = ({ name }: Constraint): string => {
    const sql = `ALTER TABLE ${names.table} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`;
    return mayViolate ? unlessViolated(sql, plainName(conversion.table), name) : sql;
  };
  return { how: "transaction", scans: true, sql: validated.map(validate) };
}
