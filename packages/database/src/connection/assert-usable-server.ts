import { ServerReadOnly, ServerTooOld } from "./connection-error.js";
import { targetOf } from "./target-of.js";

/** Anything of pg that answers a query: a client, a pooled client, a pool. */
export interface QueryRunner {
  // biome-ignore lint/suspicious/noExplicitAny: pg's own row type, so that all its classes fit.
  query(text: string): Promise<{ rows: any[] }>;
}

/** Oldest server that is supported, as in server_version_num. */
export const oldestServerVersion = 150000;

interface ServerState {
  version: number;
  version_text: string;
  standby: boolean;
  read_only: boolean;
}

/**
 * Resolves when the connected server is PostgreSQL 15 or later and takes writes, unless they are not
 * wanted. Throws ServerTooOld or ServerReadOnly, naming the server that `url` leads to.
 */
export async function assertUsableServer(
  client: QueryRunner,
  url: string,
  { onlyReads = false }: { readonly onlyReads?: boolean } = {},
): Promise<void> {
  const state = await readState(client);
  const { host, port, database } = targetOf(url);
  const where = `${host}:${port}`;
  const target = targetOf(url);
  if (state.version < oldestServerVersion) {
    throw new ServerTooOld(
      `The server at ${where} is PostgreSQL ${state.version_text}; 15 or later is needed. Upgrade it, or point DATABASE_URL at a newer one.`,
      { target },
    );
  }
  if (onlyReads) return;
  if (state.standby) {
    throw new ServerReadOnly(
      `The server at ${where} is a standby and takes no writes (database "${database}"). Point DATABASE_URL at the primary.`,
      { target },
    );
  }
  if (state.read_only) {
    throw new ServerReadOnly(
      `Database "${database}" on ${where} is read-only (default_transaction_read_only is on). Set it off for this database and user, or point DATABASE_URL elsewhere.`,
      { target },
    );
  }
}

async function readState(client: QueryRunner): Promise<ServerState> {
  const { rows } = await client.query(`
    SELECT pg_catalog.current_setting('server_version_num')::int AS version,
           pg_catalog.current_setting('server_version') AS version_text,
           pg_catalog.pg_is_in_recovery() AS standby,
           pg_catalog.current_setting('default_transaction_read_only')::bool AS read_only`);
  return rows[0] as ServerState;
}
