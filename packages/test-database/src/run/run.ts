import { brand } from "@deepiri/database/brand";
import { connect, databasesLike, dropDatabase, withClient } from "../maintenance/databases.js";

const prefix = "test_";
const marker = `${brand.name}-tests `;

/** Prefix of all databases that a run makes for its tests; templates are not among them. */
function prefixOfRun(runId: string): string {
  return `${prefix}${runId}_`;
}

/** Name of a run's database for this purpose; `numbers` tell it from the run's others. */
export function databaseName(runId: string, purpose: string, ...numbers: number[]): string {
  const name = purpose.replaceAll(/\W/g, "_").slice(0, 24);
  return prefixOfRun(runId) + [name, ...numbers].join("_");
}

/** Name that a database of a run gets when it is to outlive the run. */
export function keptName(name: string): string {
  return name.replace(prefix, "kept_");
}

/**
 * Shows on the server that a run is alive, by a connection with its name, until the returned
 * function is called or the process dies.
 */
export async function markRun(url: string, runId: string): Promise<() => Promise<void>> {
  const client = await connect(url, `${marker}${runId}`);
  return async () => await client.end();
}

/** Drops the databases of a run. */
export async function dropRun(url: string, runId: string): Promise<void> {
  await withClient(url, async (client) => {
    for (const name of await databasesLike(client, prefixOfRun(runId))) {
      await dropDatabase(client, name);
    }
  });
}

/** Drops the databases of runs that were killed before they could do it. */
export async function dropDeadRuns(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ run: string }>(
      `SELECT DISTINCT substr(application_name, length($1) + 1) AS run
       FROM pg_catalog.pg_stat_activity WHERE starts_with(application_name, $1)`,
      [marker],
    );
    const alive = rows.map(({ run }) => prefixOfRun(run));
    for (const name of await databasesLike(client, prefix)) {
      const ours = /^test_[0-9a-f]{8}_/.test(name);
      if (ours && !alive.some((run) => name.startsWith(run))) await dropDatabase(client, name);
    }
  });
}
