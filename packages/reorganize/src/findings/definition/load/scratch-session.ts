import pg from "pg";

/** What a statement is run in: by whom, for how long, and how the server was before it. */
export interface Moment {
  /** Equal as long as no role, database, tablespace or setting of the server was changed. */
  readonly server: string;
  /** Number of the transaction. */
  readonly transaction: string;
  /** Where the session makes what is named without a schema. */
  readonly schema: string;
}

// It owns the schema public of a database that has just been made, makes schemas and trusted extensions there,
// and nothing else anywhere: it can be given to no login, and has no rights but those of this database.
const nobody = "pg_database_owner";

/** What bounds the statements of a definition. */
export interface Limits {
  /** How long each may take. */
  readonly timeoutMs: number;
  /** Whether the login that they do not have the rights of is a superuser. */
  readonly isSuperuser: boolean;
}

/** Lets that role make schemas and extensions, and tells whether the login is a superuser. */
export async function prepareScratch(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ name: string; is: boolean }>(
    `SELECT pg_catalog.current_database() AS name, rolsuper AS is
       FROM pg_catalog.pg_roles WHERE rolname = current_user`,
  );
  const { name = "", is = false } = rows[0] ?? {};
  await client.query(`GRANT CREATE ON DATABASE ${pg.escapeIdentifier(name)} TO ${nobody}`);
  return is;
}

/** Settings of a session that loads a file. Those of the login are kept in what `psql` would have of them. */
export async function prepareSession(client: pg.ClientBase): Promise<void> {
  await client.query("SET row_security = on");
  // A session whose program was killed would keep its database for as long as its statement takes.
  await client.query("SET client_connection_check_interval = '2s'").catch(() => {});
}

/** SQL that has the next statement run as nobody, for that long. */
export function limits({ timeoutMs }: Limits, local = "LOCAL "): string {
  return `SET ${local}statement_timeout = ${timeoutMs}; SET ${local}lock_timeout = ${timeoutMs};
    SET ${local}client_min_messages = notice; SET ${local}transform_null_equals = off; SET ROLE ${nobody}`;
}

/** Begins a transaction that sees the server as it is now. */
export async function beginAt(client: pg.ClientBase, by: Limits): Promise<Moment> {
  // One message for all of it: a file has hundreds of statements.
  const [server, moment] = await rowsOf(
    client,
    `RESET SESSION AUTHORIZATION; RESET ROLE; BEGIN ISOLATION LEVEL REPEATABLE READ;
     ${serverState(by.isSuperuser)}; ${limits(by)}; ${moments}`,
  );
  return { ...server, ...moment } as Moment;
}

/** The number of the transaction, and where its session makes things now. */
export async function momentIn(client: pg.ClientBase, by: Limits): Promise<Omit<Moment, "server">> {
  const [moment] = await rowsOf(client, `${limits(by)}; ${moments}`);
  return moment as Omit<Moment, "server">;
}

/** The state of what all databases share, as the transaction sees it: its own changes, and nobody else's. */
export async function serverNow(client: pg.ClientBase, { isSuperuser }: Limits): Promise<string> {
  const sql = `SET ROLE NONE; ${serverState(isSuperuser)}; SET ROLE ${nobody}`;
  const [state] = await rowsOf(client, sql);
  return (state as Pick<Moment, "server">).server;
}

/** The first row of each query among several statements. */
async function rowsOf(client: pg.ClientBase, statements: string): Promise<object[]> {
  const results = (await client.query(statements)) as unknown as pg.QueryResult<object>[];
  return results.flatMap(({ rows }) => rows.slice(0, 1));
}

const moments = `SELECT pg_catalog.pg_current_xact_id()::xid::text AS transaction,
    COALESCE(pg_catalog.current_schema(), 'public') AS schema`;

const shared = [
  "pg_database",
  "pg_tablespace",
  "pg_auth_members",
  "pg_db_role_setting",
  "pg_parameter_acl",
];

/** SQL of that state. Only a superuser sees more of a role than anybody may know of it, such as that its password is another. */
function serverState(isSuperuser: boolean): string {
  const roles = isSuperuser
    ? "SELECT 'role ' || ctid || ' ' || xmin AS line FROM pg_catalog.pg_authid"
    : "SELECT role::text AS line FROM pg_catalog.pg_roles AS role";
  const others = shared.map(
    (name) => `SELECT '${name} ' || ctid || ' ' || xmin FROM pg_catalog.${name}`,
  );
  return `SELECT pg_catalog.md5(pg_catalog.string_agg(line, ',' ORDER BY line)) AS server
            FROM (${[roles, ...others].join(" UNION ALL ")}) AS state`;
}
