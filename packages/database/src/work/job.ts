import type pg from "pg";

/**
 * Periodic work of a package, which `db work` runs in each database that holds the package. A package lists
 * its jobs as `jobs` of a module that its package.json names.
 */
export interface Job {
  /** Unique in a database: the package, a dot and what is done, such as `partitions.make-ahead`. */
  readonly name: string;
  /** When, in UTC: five fields, such as `15 2 * * *` for each night at a quarter past two. */
  readonly cron: string;
  /**
   * Does what is due by now; done twice it does no harm, for it runs again after a failure, a crash or by hand.
   *
   * @param connection a session of the job's own that acts as the role which owns the database's objects, with
   *   no transaction begun; `rawClient(connection)` calls the functions of building blocks
   */
  run(connection: pg.ClientBase, context: JobContext): Promise<JobOutcome>;
}

/** Where and until when a job runs. */
export interface JobContext {
  /** The workspace's name of the database. */
  readonly database: string;
  /** Of the server itself, no pooler; for a second session, as `patiently` needs to see who is in the way. */
  readonly url: string;
  /** Aborted when the worker is to end: stop after the batch at hand, the next run does the rest. */
  readonly signal: AbortSignal;
}

/** What a run did. */
export interface JobOutcome {
  /** One line for the log, such as `2 partitions made`. */
  readonly summary: string;
}
