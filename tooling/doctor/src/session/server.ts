import type pg from "pg";

/** The server and the login, as far as they decide what can be seen. */
export interface Server {
  /** As in server_version_num. */
  readonly version: number;
  readonly isStandby: boolean;
  readonly login: string;
  /** The database's name on the server. */
  readonly database: string;
  /** Whether the login sees what other logins' sessions do. */
  readonly readsAllStatistics: boolean;
  /** Tables of users of which the login may not read the rows, nor what the planner knows of them. */
  readonly hiddenTables: number;
  readonly mayCreateDatabases: boolean;
}

export async function readServer(client: pg.ClientBase): Promise<Server> {
  const { rows } = await client.query<Server>(serverSql);
  return rows[0] as Server;
}

const serverSql = `
SELECT current_setting('server_version_num')::int AS version,
       pg_is_in_recovery() AS "isStandby",
       current_user::text AS login,
       current_database()::text AS database,
       pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS "readsAllStatistics",
       (SELECT count(*)::int
          FROM pg_class AS class JOIN pg_namespace AS namespace ON namespace.oid = relnamespace
         WHERE relkind IN ('r', 'p') AND nspname !~ '^pg_' AND nspname <> 'information_schema'
           AND NOT has_table_privilege(class.oid, 'SELECT')) AS "hiddenTables",
       (SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user) AS "mayCreateDatabases"`;
