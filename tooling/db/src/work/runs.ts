import { jobsSchema } from "@deepiri/workspace";
import type pg from "pg";

const keptDays = 14;

/** Records that a run begins. @returns its number */
export async function recordStart(client: pg.ClientBase, job: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO ${jobsSchema}.runs (job) VALUES ($1) RETURNING id`,
    [job],
  );
  return (rows[0] as { id: string }).id;
}

/** Records how it ended; older runs are forgotten, but for the newest good one. */
export async function recordEnd(
  client: pg.ClientBase,
  id: string,
  { summary, error }: { readonly summary?: string; readonly error?: string },
): Promise<void> {
  await client.query(
    `UPDATE ${jobsSchema}.runs SET finished_at = pg_catalog.clock_timestamp(), summary = $2, error = $3 WHERE id = $1`,
    [id, summary ?? null, error ?? null],
  );
  await client.query(
    `DELETE FROM ${jobsSchema}.runs AS old USING ${jobsSchema}.runs AS this
      WHERE this.id = $1 AND old.job = this.job AND old.started_at < this.started_at - interval '${keptDays} days'
        AND old.id <> COALESCE((SELECT max(good.id) FROM ${jobsSchema}.runs AS good
                                 WHERE good.job = this.job AND good.finished_at IS NOT NULL AND good.error IS NULL), 0)`,
    [id],
  );
}
