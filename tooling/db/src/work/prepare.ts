import { withSessionPool } from "@deepiri/database/without-client";
import { type LockHolder, withMigrationLock } from "@deepiri/schema-engine";
import { jobsSchema } from "@deepiri/workspace";
import { runMigrations } from "graphile-worker";
import type { Place } from "../place/place.js";
import { actAsOwner, openOwnerSession, workApplicationName } from "./owner-session.js";
import { runnerLogger } from "./runner-logger.js";

// A row for each run, which the runner forgets: what `db monitor` shows.
const runsTable = `
  CREATE TABLE IF NOT EXISTS ${jobsSchema}.runs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    finished_at timestamptz,
    summary text,
    error text
  );
  CREATE INDEX IF NOT EXISTS runs_job_started_at_idx ON ${jobsSchema}.runs (job, started_at);
  COMMENT ON TABLE ${jobsSchema}.runs IS 'A row for each run of a job; without an end it is running, or was interrupted.'`;

/**
 * Makes the tables of the job runner or brings them up to date, while nobody migrates: a migration that is under
 * way is waited for, so that no job meets half of it.
 *
 * @param onWait told once whom it waits for
 * @throws ConnectionError, RoleUnavailable
 */
export async function prepare(
  place: Place,
  onWait: (holder: LockHolder | undefined) => void,
): Promise<void> {
  const client = await openOwnerSession(place);
  try {
    await withMigrationLock(
      client,
      async () => {
        await migrateRunner(place);
        await client.query(runsTable);
      },
      onWait,
    );
  } finally {
    await client.end();
  }
}

function migrateRunner({ url, database }: Place): Promise<void> {
  const options = {
    applicationName: workApplicationName,
    prepare: (client: Parameters<typeof actAsOwner>[0]) => actAsOwner(client, database.name),
  };
  return withSessionPool(url, options, (pgPool) => {
    // The runner complains about a pool whose connections nobody listens to.
    pgPool.on("connect", (client) => client.on("error", () => {}));
    return runMigrations({ pgPool, schema: jobsSchema, logger: runnerLogger(() => {}) });
  });
}
