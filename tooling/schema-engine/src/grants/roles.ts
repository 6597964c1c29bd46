import type pg from "pg";

/** A role of one of our databases as the server has it; roles belong to the server, not to a database. */
export interface ServerRole {
  readonly name: string;
  /** Attributes that would let it pass over every right, such as SUPERUSER. */
  readonly attributes: readonly string[];
  /** Other roles whose rights it has, with who made it a member. */
  readonly memberOf: readonly { readonly role: string; readonly grantor: string }[];
  /** Whether the login may become it. */
  readonly maySet: boolean;
}

/** The login, and those roles of a database that exist. */
export interface ServerRoles {
  readonly login: string;
  readonly isSuperuser: boolean;
  /** As in server_version_num. */
  readonly version: number;
  readonly roles: readonly ServerRole[];
}

/**
 * Reads them; only reads.
 *
 * @param prefix how the names of the roles begin
 */
export async function readRoles(client: pg.ClientBase, prefix: string): Promise<ServerRoles> {
  const { rows } = await client.query<ServerRoles>(rolesSql, [prefix]);
  return rows[0] as ServerRoles;
}

// Since 16 a member need not have the right to become the role.
const rolesSql = `
SELECT session_user::text AS login, version,
       (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = session_user) AS "isSuperuser",
       COALESCE((SELECT jsonb_agg(jsonb_build_object(
           'name', role.rolname,
           'attributes', array_remove(ARRAY[
             CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
             CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolreplication THEN 'REPLICATION' END,
             CASE WHEN rolbypassrls THEN 'BYPASSRLS' END], NULL),
           'memberOf', (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                 'role', pg_get_userbyid(roleid), 'grantor', pg_get_userbyid(grantor))), '[]')
               FROM pg_catalog.pg_auth_members WHERE member = role.oid),
           'maySet', pg_has_role(session_user, role.oid, CASE WHEN version < 160000 THEN 'MEMBER' ELSE 'SET' END)
         ) ORDER BY role.rolname)
         FROM pg_catalog.pg_roles AS role WHERE starts_with(role.rolname, $1)), '[]') AS roles
  FROM (SELECT current_setting('server_version_num')::int AS version) AS server`;
