import type { Queryable } from "../session/queryable.js";
import type { EnumType } from "./catalog.js";
import { inUserSchema } from "./user-schema.js";

/** Every enum type with its labels in their order. */
export async function readTypes(reader: Queryable): Promise<EnumType[]> {
  return reader.query<EnumType>(`
    SELECT nspname AS schema, typname AS name,
           ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum
                  WHERE enumtypid = type.oid ORDER BY enumsortorder) AS labels
      FROM pg_catalog.pg_type AS type
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = typnamespace
     WHERE typtype = 'e' AND ${inUserSchema()}
     ORDER BY nspname, typname`);
}
