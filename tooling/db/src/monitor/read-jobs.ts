import { jobsSchema } from "@deepiri/workspace";
import type pg from "pg";
import { runLock } from "../work/advisory-lock.js";
import type { JobState } from "./figure.js";

/** How the jobs of a database have fared, by name; none where no worker has begun yet. */
export async function readJobStates(client: pg.ClientBase): Promise<JobState[]> {
  const { rows } = await client.query<{ isThere: boolean }>(
    `SELECT pg_catalog.to_regclass('${jobsSchema}.runs') IS NOT NULL AS "isThere"`,
  );
  if (!rows[0]?.isThere) return [];
  return (await client.query<JobState>(jobStates)).rows;
}

// Of a job that is running, the last run that ended is what it said and took.
const jobStates = `
  SELECT names.job, ${seconds("last.started_at")} AS "lastStart", ${seconds("good.finished_at")} AS "lastGood",
         EXTRACT(epoch FROM ended.finished_at - ended.started_at)::float8 AS seconds,
         (SELECT pg_catalog.count(*)::int FROM ${jobsSchema}.runs
           WHERE runs.job = names.job AND runs.error IS NOT NULL AND runs.id > COALESCE(good.id, 0)) AS failures,
         EXISTS (SELECT FROM pg_catalog.pg_locks AS lock WHERE ${runLock.isOf("names.job")}) AS "isRunning",
         (SELECT pg_catalog.count(*)::int FROM ${jobsSchema}.jobs
           WHERE task_identifier = names.job AND locked_at IS NULL AND run_at <= pg_catalog.now()) AS waiting,
         COALESCE(ended.error, ended.summary) AS said
    FROM (SELECT job FROM ${jobsSchema}.runs UNION SELECT identifier FROM ${jobsSchema}._private_known_crontabs) AS names
    LEFT JOIN LATERAL (${newest("true")}) AS last ON true
    LEFT JOIN LATERAL (${newest("finished_at IS NOT NULL")}) AS ended ON true
    LEFT JOIN LATERAL (${newest("finished_at IS NOT NULL AND error IS NULL")}) AS good ON true
   ORDER BY 1`;

function newest(condition: string): string {
  return `SELECT * FROM ${jobsSchema}.runs WHERE runs.job = names.job AND ${condition} ORDER BY started_at DESC LIMIT 1`;
}

function seconds(time: string): string {
  return `EXTRACT(epoch FROM ${time})::float8`;
}
