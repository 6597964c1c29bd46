import type { Transaction } from "../../plan/step.js";
import { functionSettings } from "../../session/open.js";
import type { Direction, Names } from "./direction.js";

/**
 * Adds the new column, and the trigger that writes it with the old one. A value that the new type
 * cannot hold leaves it null instead of refusing the write; the guard finds such rows later.
 */
export function addRun({ names, type, value }: Direction): Transaction {
  const { table, temporary } = names;
  return {
    how: "transaction",
    sql: [
      `ALTER TABLE ${table} ADD COLUMN ${temporary} ${type}`,
      functionSql(names, value),
      `CREATE TRIGGER ${names.trigger} BEFORE INSERT OR UPDATE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION ${names.function}()`,
      // Also for those who write as a replica, such as a subscription.
      `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${names.trigger}`,
    ],
  };
}

// With the rights and settings of the reorganization: a program may lack the new type's schema, and
// its time zone would give other values than the fill.
function functionSql(names: Names, value: Direction["value"]): string {
  return `CREATE FUNCTION ${names.function}() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER ${functionSettings} AS $reorganize$
    BEGIN
      NEW.${names.temporary} := ${value(`NEW.${names.column}`)};
      RETURN NEW;
    EXCEPTION WHEN OTHERS THEN
      NEW.${names.temporary} := NULL;
      RETURN NEW;
    END $reorganize$`;
}

/** Drops the trigger that keeps the new column equal. */
export function removeTriggerSql({ table, trigger, function: name }: Names): string[] {
  return [`DROP TRIGGER IF EXISTS ${trigger} ON ${table}`, `DROP FUNCTION IF EXISTS ${name}()`];
}

/** Drops all of it; finds nothing when the swap was done and undone. */
export function removeRun({ names }: Direction): Transaction {
  return {
    how: "transaction",
    sql: [
      ...removeTriggerSql(names),
      `ALTER TABLE ${names.table} DROP COLUMN IF EXISTS ${names.temporary}`,
    ],
  };
}
