import type { EnumType, Reader } from "./catalogue.js";
import { ofPeople, rowsOf } from "./group-by-table.js";

/** Every enum type with its labels in their order. */
export async function readTypes(reader: Reader): Promise<EnumType[]> {
  const answer = await reader.query(`
    SELECT nspname AS schema, typname AS name,
           ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum
                  WHERE enumtypid = type.oid ORDER BY enumsortorder) AS labels
      FROM pg_catalog.pg_type AS type
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = typnamespace
     WHERE typtype = 'e' AND ${ofPeople}
     ORDER BY nspname, typname`);
  return rowsOf<EnumType>(answer);
}
