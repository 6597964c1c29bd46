import { jobsSchema } from "@deepiri/workspace";

/** The schema with the ledger of `reorganize`, whose tables look after themselves. */
export const ledgerSchema = "_reorganize";

/**
 * A common table expression `user_table`: every ordinary and partitioned table that users made, without those
 * of extensions, of a reorganization's ledger and of the job runner.
 */
export const userTables = `
user_table AS MATERIALIZED (
  SELECT class.oid, namespace.nspname::text AS schema, class.relname::text AS "table", class.relkind,
         class.relispartition AS is_partition, class.reltuples, class.relpages, class.relpersistence,
         class.reloptions, class.relowner, class.relrowsecurity, class.relforcerowsecurity,
         class.relfrozenxid, class.relminmxid, class.reltoastrelid, class.relhassubclass
    FROM pg_class AS class JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
   WHERE class.relkind IN ('r', 'p') AND namespace.nspname !~ '^pg_'
     AND namespace.nspname NOT IN ('information_schema', '${ledgerSchema}', '${jobsSchema}')
     AND NOT EXISTS (SELECT FROM pg_depend AS member
                      WHERE member.classid = 'pg_class'::regclass AND member.objid = class.oid
                        AND member.deptype = 'e'))`;
