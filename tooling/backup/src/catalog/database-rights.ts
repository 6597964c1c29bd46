import type pg from "pg";

/** A right on the database itself. */
interface DatabaseRight {
  readonly role: string | null;
  readonly sql: string;
}

/**
 * Statements that give a database the rights that this one has, with `%database%` for its name; none
 * where nobody has changed them. And the roles that they name.
 */
export async function readDatabaseRights(
  client: pg.Client,
): Promise<{ readonly statements: string[]; readonly roles: string[] }> {
  const { rows } = await client.query<DatabaseRight>(`
    WITH here AS (SELECT datacl FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database() AND datacl IS NOT NULL)
    SELECT NULL AS role, 'REVOKE ALL ON DATABASE %database% FROM PUBLIC' AS sql FROM here
    UNION ALL
    SELECT * FROM (
      SELECT r.rolname::text, pg_catalog.concat('GRANT ', a.privilege_type, ' ON DATABASE %database% TO ',
             COALESCE(pg_catalog.quote_ident(r.rolname), 'PUBLIC'), CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END)
        FROM here CROSS JOIN LATERAL pg_catalog.aclexplode(here.datacl) AS a LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee
       ORDER BY 2) AS granted`);
  return {
    statements: rows.map(({ sql }) => sql),
    roles: rows.flatMap(({ role }) => role ?? []),
  };
}
