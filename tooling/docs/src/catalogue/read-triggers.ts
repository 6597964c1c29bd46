import type { Reader } from "./reader.js";

export interface TriggerRow {
  readonly oid: number;
  readonly name: string;
  readonly event: string;
  readonly routine: string;
  readonly isEnabled: boolean;
  readonly comment: string | null;
}

/** Triggers of these tables that users made. */
export function readTriggers(reader: Reader, tables: readonly number[]): Promise<TriggerRow[]> {
  return reader.query<TriggerRow>(
    `
    SELECT tgrelid::int AS oid, tgname AS name, tgenabled <> 'D' AS "isEnabled",
           pg_catalog.concat_ws(' ',
             CASE WHEN tgtype & 2 > 0 THEN 'before' WHEN tgtype & 64 > 0 THEN 'instead of' ELSE 'after' END,
             pg_catalog.concat_ws(' or ', CASE WHEN tgtype & 4 > 0 THEN 'insert' END, CASE WHEN tgtype & 16 > 0 THEN 'update' END,
               CASE WHEN tgtype & 8 > 0 THEN 'delete' END, CASE WHEN tgtype & 32 > 0 THEN 'truncate' END),
             CASE WHEN tgattr::text <> '' THEN 'of ' || ${columns} END,
             CASE WHEN tgtype & 1 > 0 THEN 'for each row' ELSE 'for each statement' END) AS event,
           pg_catalog.format('%s.%s', nspname, proname) AS routine,
           pg_catalog.obj_description(pg_trigger.oid, 'pg_trigger') AS comment
      FROM pg_catalog.pg_trigger
      JOIN pg_catalog.pg_proc ON pg_proc.oid = tgfoid
      JOIN pg_catalog.pg_namespace ON pg_namespace.oid = pronamespace
     WHERE tgrelid = ANY ($1) AND NOT tgisinternal
     ORDER BY tgrelid, tgname`,
    [tables],
  );
}

const columns = `(SELECT pg_catalog.string_agg(attname, ', ' ORDER BY attnum) FROM pg_catalog.pg_attribute
                   WHERE attrelid = tgrelid AND attnum = ANY (tgattr))`;
