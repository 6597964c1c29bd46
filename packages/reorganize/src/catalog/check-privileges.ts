import { RefusedError } from "../session/refused-error.js";
import type { Session } from "../session/session.js";
import { plainName } from "./catalog.js";

interface Power {
  readonly login: string;
  readonly isSilent: boolean;
  readonly creates: boolean;
}

/**
 * Refuses a login that some step would fail with, and says what an administrator has to type.
 *
 * @param tables `schema.table` of each that is to change
 * @throws RefusedError
 */
export async function checkPrivileges(
  session: Session,
  tables: readonly string[] = [],
): Promise<void> {
  const [power] = await session.query<Power>(`
    SELECT pg_catalog.quote_ident(current_user) AS login,
           pg_catalog.has_parameter_privilege('session_replication_role', 'SET') AS "isSilent",
           pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') AS creates`);
  if (!power) return;
  const foreign = await readForeign(session, tables);
  const missing = [
    ...(power.isSilent
      ? []
      : [
          `it may not keep triggers silent while it repairs rows: GRANT SET ON PARAMETER session_replication_role TO ${power.login}`,
        ]),
    ...(power.creates ? [] : ["it may not create schemas in this database"]),
    ...(foreign.length > 0 ? [`it owns neither ${foreign.join(", ")} nor the roles that do`] : []),
  ];
  if (missing.length === 0) return;
  throw new RefusedError(
    `The login ${power.login} cannot reorganize ${session.displayUrl}: ${missing.join("; ")}. Use a superuser, or have one grant this.`,
  );
}

const told = 3;

/** Tables that the login can neither alter nor give away; the first few. */
async function readForeign(session: Session, tables: readonly string[]): Promise<string[]> {
  const rows = await session.query<{ schema: string; name: string }>(
    `SELECT nspname AS schema, relname AS name
       FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      WHERE relkind IN ('r', 'p') AND nspname || '.' || relname = ANY ($2)
        AND NOT pg_catalog.pg_has_role(relowner, 'USAGE')
      ORDER BY 1, 2 LIMIT $1`,
    [told, tables],
  );
  return rows.map(plainName);
}
