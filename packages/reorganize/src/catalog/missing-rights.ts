import { quoteIdentifier, rolePrefix } from "@deepiri/database";
import { planGrants } from "@deepiri/schema-engine";
import type { Database } from "@deepiri/workspace";
import type { Session } from "../session/session.js";
import { type OwnedObject, readForeignObjects } from "./foreign-objects.js";
import { targetDatabase } from "./target-database.js";

/** What the server says of the login. */
interface Login {
  readonly name: string;
  readonly isSuperuser: boolean;
  readonly createsDatabases: boolean;
  readonly createsRoles: boolean;
  readonly disablesTriggers: boolean;
  readonly createsSchemas: boolean;
  /** Whether a table applies its policies to its owner too, and so to the login. */
  readonly isFiltered: boolean;
  /** Whether the server tells apart membership that passes rights on and one that does not. */
  readonly hasInheritance: boolean;
}

/**
 * What the login lacks for planning, applying, rolling back and finalizing, as the statements by which an
 * administrator grants it; none when it can do everything. Only reads.
 */
export async function readMissingRights(
  session: Session,
  database?: string,
): Promise<readonly string[]> {
  const [login] = await session.query<Login>(loginSql);
  if (!login || login.isSuperuser) return [];
  const { name } = login;
  const foreign = await readForeignObjects(session);
  const owns = foreign.every(({ kind }) => kind !== "database");
  return [
    ...(login.createsDatabases ? [] : [`ALTER ROLE ${name} CREATEDB`]),
    ...(login.isFiltered ? [`ALTER ROLE ${name} BYPASSRLS`] : []),
    ...(login.disablesTriggers
      ? []
      : [`GRANT SET ON PARAMETER session_replication_role TO ${name}`]),
    ...new Set(foreign.map((object) => ownSql(object, login))),
    ...(owns && !login.createsSchemas
      ? [`GRANT CREATE ON DATABASE ${await currentDatabase(session)} TO ${name}`]
      : []),
    ...(await readRoleStatements(session, login, targetDatabase(database))),
  ];
}

/** Rights of superusers are not for a login, so what they own becomes its own; they can use it all the same. */
function ownSql({ alter, owner, ofSuperuser }: OwnedObject, login: Login): string {
  if (ofSuperuser) return `ALTER ${alter} OWNER TO ${login.name}`;
  const terms = login.hasInheritance ? " WITH INHERIT TRUE, SET TRUE" : "";
  return `GRANT ${quoteIdentifier(owner)} TO ${login.name}${terms}`;
}

/** The packages' roles, where the login cannot make all of them by itself. */
async function readRoleStatements(
  session: Session,
  login: Login,
  database: Database,
): Promise<readonly string[]> {
  const { roles } = await planGrants(await session.client(), database);
  if (!login.createsRoles) return roles;
  const [found] = await session.query<{ some: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE pg_catalog.starts_with(rolname, $1)) AS some`,
    [rolePrefix(database.name)],
  );
  return found?.some ? roles : [];
}

async function currentDatabase(session: Session): Promise<string> {
  const [row] = await session.query<{ name: string }>(
    "SELECT pg_catalog.quote_ident(pg_catalog.current_database()) AS name",
  );
  return row?.name ?? "";
}

const loginSql = `
  SELECT pg_catalog.quote_ident(rolname) AS name, rolsuper AS "isSuperuser",
         rolcreatedb AS "createsDatabases", rolcreaterole AS "createsRoles",
         pg_catalog.has_parameter_privilege('session_replication_role', 'SET') AS "disablesTriggers",
         pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') AS "createsSchemas",
         NOT rolbypassrls AND EXISTS (
           SELECT FROM pg_catalog.pg_class WHERE relrowsecurity AND relforcerowsecurity) AS "isFiltered",
         pg_catalog.current_setting('server_version_num')::int >= 160000 AS "hasInheritance"
    FROM pg_catalog.pg_roles WHERE rolname = current_user`;
