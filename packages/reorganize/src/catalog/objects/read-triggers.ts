import type { Queryable } from "../../session/queryable.js";

import { plainNameSql } from "../table-name.js";
import { isUserDefined } from "../user-defined.js";

/** A trigger that users made; those behind foreign keys are left out. */
export interface Trigger {
  /** `schema.table` */
  readonly table: string;
  readonly name: string;
  /** `schema.function` */
  readonly function: string;
  readonly enabled: boolean;
}

/** Every trigger, by table and name. */
export async function readTriggers(reader: Queryable): Promise<Trigger[]> {
  return reader.query<Trigger>(`
    SELECT ${plainNameSql("namespace.nspname", "class.relname")} AS table, tgname AS name,
           ${plainNameSql("routine_schema.nspname", "routine.proname")} AS function, tgenabled <> 'D' AS enabled
      FROM pg_catalog.pg_trigger
      JOIN pg_catalog.pg_class AS class ON class.oid = tgrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
      JOIN pg_catalog.pg_proc AS routine ON routine.oid = tgfoid
      JOIN pg_catalog.pg_namespace AS routine_schema ON routine_schema.oid = routine.pronamespace
     WHERE NOT tgisinternal AND ${isUserDefined("pg_class", "class.oid")}
     ORDER BY 1, 2`);
}
