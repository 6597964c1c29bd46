import type { Job } from "@deepiri/database/without-client";
import type { TablePackage } from "@deepiri/workspace";
import { loadLists } from "../modules/package-module.js";
import { CommandError } from "../output/command-error.js";
import type { Place } from "../place/place.js";

/** A job, and the package whose work it is. */
export interface PackageJob extends Job {
  readonly package: TablePackage;
}

/** A place with the jobs of the packages that are there. */
export interface Workplace extends Place {
  readonly jobs: readonly PackageJob[];
}

/**
 * The places that have jobs, with these.
 *
 * @throws CommandError when a job is not as it should be, or two have the same name
 */
export async function loadJobs(places: readonly Place[]): Promise<Workplace[]> {
  const workplaces: Workplace[] = [];
  for (const place of places) {
    const lists = await loadLists<Job>(place.packages, { setting: "jobs", exported: "jobs" });
    const jobs = lists.flatMap((list) =>
      list.items.map((job) => ({ ...checked(job, list.package), package: list.package })),
    );
    assertDistinct(jobs);
    if (jobs.length > 0) workplaces.push({ ...place, jobs });
  }
  return workplaces;
}

// What a name needs to be typed without quotes, and to be told from an option.
const jobName = /^[a-z][a-z0-9._-]*$/;

function checked(job: Job, { name: owner }: TablePackage): Job {
  const { name, cron, run } = job;
  if (typeof name !== "string" || !jobName.test(name))
    throw new CommandError(
      `a job of ${owner} is called ${JSON.stringify(name)}; write small letters, digits and . - _, such as "${owner.split("/").pop()}.purge"`,
    );
  if (typeof cron !== "string" || cron.trim().split(/\s+/).length !== 5)
    throw new CommandError(
      `the job ${name} of ${owner} has to say when it runs: \`cron\` with five fields, such as "15 2 * * *"`,
    );
  if (typeof run !== "function")
    throw new CommandError(`the job ${name} of ${owner} has no function \`run\``);
  return { name, cron, run: run.bind(job) };
}

function assertDistinct(jobs: readonly PackageJob[]): void {
  for (const [index, job] of jobs.entries()) {
    const same = jobs.slice(0, index).find(({ name }) => name === job.name);
    if (same)
      throw new CommandError(
        `${same.package.name} and ${job.package.name} both have a job ${job.name}; give one another name`,
      );
  }
}
