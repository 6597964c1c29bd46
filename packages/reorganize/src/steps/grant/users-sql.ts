import { rolePrefix } from "@deepiri/database";

/** SQL that reads the roles which keep their rights: all but superusers, PostgreSQL's own and the packages'. */
export const usersSql = (database: string): string => `
    SELECT oid, rolname, rolbypassrls FROM pg_catalog.pg_roles
     WHERE NOT rolsuper AND NOT pg_catalog.starts_with(rolname, 'pg_')
       AND NOT pg_catalog.starts_with(rolname, '${rolePrefix(database)}')`;
