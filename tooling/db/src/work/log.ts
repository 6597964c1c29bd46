import { dim, formatDuration, green, red, yellow } from "@deepiri/terminal";
import type { Workplace } from "./load-jobs.js";

/** Something that happened to a worker or to a job of it. */
export interface LogEntry {
  readonly event:
    | "ready"
    | "started"
    | "done"
    | "failed"
    | "waiting"
    | "freed"
    | "trouble"
    | "stopping";
  readonly job?: string;
  readonly message: string;
  /** How long the job took. */
  readonly milliseconds?: number;
  /** The how manieth time it was tried. */
  readonly attempt?: number;
}

export type Log = (place: Workplace, entry: LogEntry) => void;

/** A log with a line for each entry. */
export function lineLog(write: (line: string) => void, now = () => new Date()): Log {
  return ({ database }, { event, job, message, milliseconds }) => {
    const who = job === undefined ? database.name : `${database.name} ${job}`;
    const took = milliseconds === undefined ? "" : ` after ${formatDuration(milliseconds)}`;
    write(`${dim(timeOf(now()))} ${who} ${paint(event)}${took}${message && `: ${message}`}`);
  };
}

/** A log with an object of JSON in each line. */
export function jsonLog(write: (line: string) => void, now = () => new Date()): Log {
  return ({ database }, entry) =>
    write(JSON.stringify({ time: now().toISOString(), database: database.name, ...entry }));
}

function timeOf(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

function paint(event: LogEntry["event"]): string {
  if (event === "done") return green(event);
  if (event === "failed") return red(event);
  return event === "trouble" ? yellow(event) : event;
}
