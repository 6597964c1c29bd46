import type pg from "pg";

/** A role of one of our databases as the server has it; roles belong to the server, not to a database. */
export interface ServerRole {
  readonly name: string;
  /** Attributes that would let it pass over every right, such as SUPERUSER. */
  readonly attributes: readonly string[];
  /** Other roles whose rights it has, with who made it a member. */
  readonly memberOf: readonly { readonly role: string; readonly grantor: string }[];
  /** Whether the login may become it, and whom it acts as may too. */
  readonly maySet: boolean;
}

/** The login, or whom its sessions act as, and those roles of a database that exist. */
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

// Since 16 a member need not have the right to become the role. Sessions of a login may be those of another
// role from their start (ALTER ROLE ... SET role). That one hands objects over, and what a session is from its start
// is asked of the login: which has by that role what the role is granted, if that is not by being a superuser.
const rolesSql = `
SELECT acting::text AS login, version,
       (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = acting) AS "isSuperuser",
       COALESCE((SELECT jsonb_agg(jsonb_build_object(
           'name', role.rolname,
           'attributes', array_remove(ARRAY[
             CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
             CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolreplication THEN 'REPLICATION' END,
             CASE WHEN rolbypassrls THEN 'BYPASSRLS' END], NULL),
           'memberOf', (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                 'role', pg_get_userbyid(roleid), 'grantor', pg_get_userbyid(grantor))), '[]')
               FROM pg_catalog.pg_auth_members WHERE member = role.oid),
           'maySet', pg_has_role(acting, role.oid, being) AND pg_has_role(session_user, role.oid, being)
         ) ORDER BY role.rolname)
         FROM pg_catalog.pg_roles AS role WHERE starts_with(role.rolname, $1)), '[]') AS roles
  FROM (SELECT current_setting('server_version_num')::int AS version,
               CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END AS being,
               CASE WHEN starts_with(current_user, $1) THEN session_user ELSE current_user END AS acting) AS server`;
