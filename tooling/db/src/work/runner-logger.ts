import { Logger } from "graphile-worker";

/** The runner's logger, which passes on what goes wrong with itself; failed jobs are ours to report. */
export function runnerLogger(complain: (message: string) => void): Logger {
  return new Logger(() => (level, message, meta) => {
    const isOfJob = meta !== undefined && "failure" in meta;
    if ((level === "error" || level === "warning") && !isOfJob) complain(message);
  });
}
