import { withoutPassword } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import pg from "pg";
import { dropDatabase, onSameServer } from "../maintenance/databases.js";
import { databaseName, keptName } from "../run/run.js";

/** Makes, renames and drops a run's databases over connections that stay open. */
export interface CloneMaker {
  /** Copies a template; resolves to the copy's name. */
  clone(key: string, template: string): Promise<string>;
  /** Takes a database out of the run's reach; resolves to its new address, without a password. */
  keep(name: string): Promise<string>;
  /** Drops a database some time later, one after the other. */
  dropLater(name: string): void;
  /** Finishes what it is at. What was to be dropped later stays. */
  close(): Promise<void>;
}

// More would only wait for the same checkpoints.
const clonesAtOnce = 2;

/** A maker for the databases of a run. */
export function createCloneMaker(serverUrl: string, runId: string): CloneMaker {
  const connections = new pg.Pool({
    connectionString: serverUrl,
    application_name: `${brand.name}-tests`,
    max: clonesAtOnce + 1,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
  });
  // A server that goes away is reported by the query that notices.
  connections.on("error", () => {});
  const toDrop: string[] = [];
  let dropping: Promise<void> | undefined;
  let made = 0;

  async function dropAll(): Promise<void> {
    for (let name = toDrop.shift(); name; name = toDrop.shift()) {
      // What cannot be dropped now is dropped with the run.
      await dropDatabase(connections, name).catch(() => {});
    }
    dropping = undefined;
  }

  return {
    clone: async (key, template) => {
      made += 1;
      const name = databaseName(runId, key, made);
      const [copy, original] = [pg.escapeIdentifier(name), pg.escapeIdentifier(template)];
      // Copying the files is several times faster than logging every block, for schemas of our size.
      await connections.query(`CREATE DATABASE ${copy} TEMPLATE ${original} STRATEGY file_copy`);
      return name;
    },
    keep: async (name) => {
      const kept = keptName(name);
      const [from, to] = [pg.escapeIdentifier(name), pg.escapeIdentifier(kept)];
      await connections.query(`ALTER DATABASE ${from} RENAME TO ${to}`);
      return withoutPassword(onSameServer(serverUrl, kept));
    },
    dropLater: (name) => {
      toDrop.push(name);
      dropping ??= dropAll();
    },
    close: async () => {
      toDrop.length = 0;
      await dropping;
      await connections.end();
    },
  };
}
