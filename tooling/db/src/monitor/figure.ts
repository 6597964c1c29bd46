import type { Metric, Sample } from "@deepiri/database";

/** A metric of a package or of our own, as it was read: its values, or why there are none. */
export interface Figure extends Omit<Metric, "read"> {
  readonly samples: readonly Sample[];
  /** What went wrong, fit to be shown. */
  readonly failure?: string;
}

/** What was read of one place. */
export interface Reading {
  readonly database: string;
  /** Without its password. */
  readonly url: string;
  /** What tells its values from those of other places. */
  readonly labels: Readonly<Record<string, string>>;
  /** Why nothing could be read, fit to be shown. */
  readonly failure?: string;
  readonly figures: readonly Figure[];
  readonly jobs: readonly JobState[];
}

/** How a job has fared. Times are Unix seconds; null is what has not happened yet. */
export interface JobState {
  readonly job: string;
  readonly lastStart: number | null;
  readonly lastGood: number | null;
  /** Of the last run that ended. */
  readonly seconds: number | null;
  /** Runs in a row that failed, up to the last. */
  readonly failures: number;
  readonly isRunning: boolean;
  /** Runs that are due and that no worker has taken. */
  readonly waiting: number;
  /** What the last run said, or why it failed. */
  readonly said: string | null;
}
