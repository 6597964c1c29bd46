import { RefusedError } from "../session/refused-error.js";
import type { Session } from "../session/session.js";
import { plainName, plainNameSql } from "./table-name.js";

interface Privileges {
  readonly name: string;
  readonly disablesTriggers: boolean;
  readonly creates: boolean;
}

/**
 * Refuses a login that lacks privileges some step needs, and says what an administrator has to grant.
 *
 * @param tables `schema.table` of each that is to change
 * @throws RefusedError
 */
export async function checkPrivileges(
  session: Session,
  tables: readonly string[] = [],
): Promise<void> {
  const [login] = await session.query<Privileges>(`
    SELECT pg_catalog.quote_ident(current_user) AS name,
           pg_catalog.has_parameter_privilege('session_replication_role', 'SET') AS "disablesTriggers",
           pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') AS creates`);
  if (!login) return;
  const unowned = await readUnowned(session, tables);
  const missing = [
    ...(login.disablesTriggers
      ? []
      : [
          `it may not disable triggers while it repairs rows: GRANT SET ON PARAMETER session_replication_role TO ${login.name}`,
        ]),
    ...(login.creates ? [] : ["it may not create schemas in this database"]),
    ...(unowned.length > 0 ? [`it owns neither ${unowned.join(", ")} nor the roles that do`] : []),
  ];
  if (missing.length === 0) return;
  throw new RefusedError(
    `The login ${login.name} cannot reorganize ${session.displayUrl}: ${missing.join("; ")}. Use a superuser, or have one grant this.`,
  );
}

const most = 3;

/** Tables that the login does not own; the first few. */
async function readUnowned(session: Session, tables: readonly string[]): Promise<string[]> {
  const rows = await session.query<{ schema: string; name: string }>(
    `SELECT nspname AS schema, relname AS name
       FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      WHERE relkind IN ('r', 'p') AND (${plainNameSql("nspname", "relname")}) = ANY ($2)
        AND NOT pg_catalog.pg_has_role(relowner, 'USAGE')
      ORDER BY 1, 2 LIMIT $1`,
    [most, tables],
  );
  return rows.map(plainName);
}
