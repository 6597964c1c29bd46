import type { Reader } from "../catalogue.js";
import { rowsOf } from "../group-by-table.js";
import { madeByPeople } from "./of-people.js";

/** A trigger that somebody made; those behind foreign keys are left out. */
export interface Trigger {
  /** `schema.table` */
  readonly table: string;
  readonly name: string;
  /** `schema.function` */
  readonly function: string;
  readonly enabled: boolean;
}

/** Every trigger, by table and name. */
export async function readTriggers(reader: Reader): Promise<Trigger[]> {
  const answer = await reader.query(`
    SELECT namespace.nspname || '.' || class.relname AS table, tgname AS name,
           routine_schema.nspname || '.' || routine.proname AS function, tgenabled <> 'D' AS enabled
      FROM pg_catalog.pg_trigger
      JOIN pg_catalog.pg_class AS class ON class.oid = tgrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
      JOIN pg_catalog.pg_proc AS routine ON routine.oid = tgfoid
      JOIN pg_catalog.pg_namespace AS routine_schema ON routine_schema.oid = routine.pronamespace
     WHERE NOT tgisinternal AND ${madeByPeople("pg_class", "class.oid")}
     ORDER BY 1, 2`);
  return rowsOf<Trigger>(answer);
}
