import { type CronMatcher, type ParsedCronItem, parseCronItem } from "graphile-worker";
import { CommandError } from "../output/command-error.js";
import { failureText } from "../output/failure-text.js";
import type { PackageJob } from "./load-jobs.js";

/**
 * The jobs as the runner schedules them. A run that was due while no worker was there is made up for, the last
 * one of each job; and of each job one run waits at most, which the next takes the place of.
 *
 * @throws CommandError when a job does not say properly when it runs
 */
export function crontab(jobs: readonly PackageJob[], now = new Date()): ParsedCronItem[] {
  return jobs.map((job) => {
    const item = {
      task: job.name,
      match: job.cron.trim().split(/\s+/).join(" "),
      options: { jobKey: job.name },
    };
    try {
      const { match } = parseCronItem(item);
      const options = { ...item.options, backfillPeriod: betweenRuns(match, now) };
      return parseCronItem({ ...item, options });
    } catch (error) {
      throw new CommandError(
        `the job ${job.name} of ${job.package.name} runs at "${job.cron}", which cannot be read: ${failureText(error)}`,
      );
    }
  });
}

const minute = 60_000;
const longestMinutes = 32 * 24 * 60;

/** Milliseconds between the last two times that the job was due, 32 days at most. */
function betweenRuns(match: CronMatcher, now: Date): number {
  let last: number | undefined;
  const thisMinute = Math.floor(now.getTime() / minute) * minute;
  for (let ago = 0; ago < longestMinutes; ago += 1) {
    const time = new Date(thisMinute - ago * minute);
    if (!match(digest(time))) continue;
    if (last !== undefined) return last - time.getTime();
    last = time.getTime();
  }
  return longestMinutes * minute;
}

function digest(time: Date): Parameters<CronMatcher>[0] {
  return {
    min: time.getUTCMinutes(),
    hour: time.getUTCHours(),
    date: time.getUTCDate(),
    month: time.getUTCMonth() + 1,
    dow: time.getUTCDay(),
  };
}
