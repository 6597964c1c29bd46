import pg from "pg";
import type { ConnectionConfig } from "./connection-config.js";

/** A connection of these settings, with TLS as far as the URL and the server have it. */
export async function openConnection(config: ConnectionConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  // Without a listener a server that goes away would end the process; the next query reports it.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (!concedeTls(config, error)) throw error;
    return openConnection(config);
  }
}

/** Does without TLS where the URL only prefers it and the server has none; false if that was not it. */
export function concedeTls(config: ConnectionConfig, error: unknown): boolean {
  if (!config.isTlsOptional || !hasNoTls(error)) return false;
  config.ssl = false;
  return true;
}

function hasNoTls(error: unknown): boolean {
  return error instanceof Error && /server does not support SSL/i.test(error.message);
}
