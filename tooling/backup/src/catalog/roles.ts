import type pg from "pg";

/** A role that owns something, has rights, or is named by a policy. */
export interface SavedRole {
  readonly name: string;
  readonly canLogIn: boolean;
  readonly inherits: boolean;
  /** Roles of the backup that it is a member of. */
  readonly memberOf: readonly string[];
}

/** Roles of the server by name, and which of them are members of which; PostgreSQL's own are left out. */
export async function readRoles(client: pg.Client, names: readonly string[]): Promise<SavedRole[]> {
  const { rows } = await client.query<SavedRole>(
    `SELECT r.rolname AS name, r.rolcanlogin AS "canLogIn", r.rolinherit AS inherits,
            ARRAY(SELECT above.rolname::text FROM pg_catalog.pg_auth_members AS m
                    JOIN pg_catalog.pg_roles AS above ON above.oid = m.roleid
                   WHERE m.member = r.oid AND above.rolname = ANY ($1) ORDER BY 1) AS "memberOf"
       FROM pg_catalog.pg_roles AS r WHERE r.rolname = ANY ($1) AND r.rolname !~ '^pg_' ORDER BY r.rolname COLLATE "C"`,
    [names],
  );
  return rows;
}
