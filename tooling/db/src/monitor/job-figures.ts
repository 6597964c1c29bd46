import type { Sample } from "@deepiri/database";
import type { Figure, JobState } from "./figure.js";

/** The jobs as metrics. */
export function jobFigures(jobs: readonly JobState[]): Figure[] {
  const gauge = (
    name: string,
    help: string,
    value: (job: JobState) => number | null,
    unit?: string,
  ): Figure => ({
    name,
    help,
    type: "gauge",
    ...(unit && { unit }),
    samples: jobs.flatMap((one): Sample[] => {
      const found = value(one);
      return found === null ? [] : [{ value: found, labels: { job: one.job } }];
    }),
  });
  return [
    gauge(
      "database_job_last_start_timestamp_seconds",
      "When the job ran last.",
      ({ lastStart }) => lastStart,
      "seconds",
    ),
    gauge(
      "database_job_last_success_timestamp_seconds",
      "When the job last ended well.",
      ({ lastGood }) => lastGood,
      "seconds",
    ),
    gauge(
      "database_job_duration_seconds",
      "How long the last run of the job took.",
      ({ seconds }) => seconds,
      "seconds",
    ),
    gauge(
      "database_job_failures",
      "Runs of the job that have failed since the last that ended well.",
      ({ failures }) => failures,
    ),
    gauge("database_job_running", "1 while the job runs.", ({ isRunning }) => Number(isRunning)),
    gauge(
      "database_job_waiting",
      "Runs of the job that are due and that no worker has taken.",
      ({ waiting }) => waiting,
    ),
  ];
}
