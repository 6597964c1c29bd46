import type { Session } from "../session/session.js";
import { keyOf } from "./delta/object-id.js";
import { plainName, plainNameSql } from "./table-name.js";
import type { Target } from "./with-target.js";

interface TriggerRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly calls: string;
}

/** The functions that triggers called on old databases; the target replaces or keeps them. */
const ownFunctions = new Set(["public.update_updated_at_column", "public.create_audit_log"]);

/** Unmanaged triggers on the target's tables: they call a function that no package knows, and stay. */
export async function readUnmanagedTriggers(
  session: Session,
  target: Target,
): Promise<Set<string>> {
  const rows = await session.query<TriggerRow>(`
    SELECT nspname AS schema, relname AS table, tgname AS name,
           (SELECT ${plainNameSql("routine_schema.nspname", "proname")}
              FROM pg_catalog.pg_proc AS proc
              JOIN pg_catalog.pg_namespace AS routine_schema ON routine_schema.oid = pronamespace
             WHERE proc.oid = tgfoid) AS calls
      FROM pg_catalog.pg_trigger
      JOIN pg_catalog.pg_class AS class ON class.oid = tgrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE NOT tgisinternal`);
  return new Set(
    rows
      .filter(
        (row) =>
          target.owners.has(plainName({ schema: row.schema, name: row.table })) &&
          !ownFunctions.has(row.calls),
      )
      .map(({ schema, table, name }) => keyOf({ kind: "trigger", schema, table, name })),
  );
}
