import pg from "pg";
import { dropDatabase, onSameServer, withClient } from "./maintenance.js";
import { newDatabaseName, testServerUrl } from "./provided.js";
import { keptName } from "./run.js";
import { ensureTemplate } from "./template.js";

/** A private copy of a package's migrated template. */
export interface Clone {
  readonly url: string;
  drop(): Promise<void>;
  /** Takes it out of the run's reach instead of dropping it; returns its new address. */
  keep(): Promise<string>;
}

const missingDatabase = "3D000";

/** Clones the template of a package, which is built first if need be. */
export async function cloneTemplate(key: string): Promise<Clone> {
  const server = testServerUrl();
  const name = newDatabaseName(key);
  await copyTemplate(server, key, name);
  return {
    url: onSameServer(server, name),
    drop: async () => await withClient(server, (client) => dropDatabase(client, name)),
    keep: async () => {
      const kept = keptName(name);
      const [from, to] = [pg.escapeIdentifier(name), pg.escapeIdentifier(kept)];
      await withClient(server, (client) => client.query(`ALTER DATABASE ${from} RENAME TO ${to}`));
      return onSameServer(server, kept);
    },
  };
}

async function copyTemplate(server: string, key: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const template = await ensureTemplate(server, key);
    const [copy, original] = [pg.escapeIdentifier(name), pg.escapeIdentifier(template.name)];
    try {
      // Copying the files is several times faster than logging every block, for schemas of our size.
      const sql = `CREATE DATABASE ${copy} TEMPLATE ${original} STRATEGY file_copy`;
      await withClient(server, (client) => client.query(sql));
      return;
    } catch (error) {
      // A run of another checkout, with other migrations, replaced the template on a shared server.
      if ((error as pg.DatabaseError).code !== missingDatabase || attempt === 3) throw error;
    }
  }
}
