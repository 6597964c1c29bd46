import type { Sample } from "@deepiri/database";
import { bold, formatBytes, formatDuration, formatTable, red } from "@deepiri/terminal";
import type { Figure, JobState, Reading } from "./figure.js";

/** Readings for a person, in lines of that width. */
export function describeReadings(
  readings: readonly Reading[],
  width: number,
  now = Date.now(),
): string {
  return readings.map((one) => describe(one, width, now)).join("\n\n");
}

function describe(reading: Reading, width: number, now: number): string {
  const title = bold(`${reading.database} at ${reading.url}`);
  if (reading.failure !== undefined) return `${title}\n${red("failed")} ${reading.failure}`;
  const jobs = reading.jobs.map((job) => jobRow(job, now));
  const heading = ["job", "last run", "took", "state", "said"];
  return [
    title,
    ...(jobs.length > 0 ? ["", formatTable(heading, jobs, width)] : []),
    "",
    formatTable(["metric", "of", "value"], reading.figures.flatMap(figureRows), width),
  ].join("\n");
}

function jobRow(job: JobState, now: number): string[] {
  const { lastStart, seconds } = job;
  return [
    job.job,
    lastStart === null ? "never" : `${formatDuration(Math.max(0, now - lastStart * 1000))} ago`,
    seconds === null ? "" : formatDuration(seconds * 1000),
    stateOf(job),
    job.said ?? "",
  ];
}

function stateOf({ isRunning, failures, waiting, lastGood, seconds, lastStart }: JobState): string {
  if (isRunning) return "running";
  if (failures > 0) return red(`failed ${failures} ${failures === 1 ? "time" : "times"}`);
  if (waiting > 0) return "waiting";
  if (lastStart === null) return "";
  return lastGood === null && seconds === null ? "interrupted" : "good";
}

function figureRows({ name, unit, samples, failure }: Figure): string[][] {
  // The jobs are a table of their own.
  if (name.startsWith("database_job_") && failure === undefined) return [];
  if (failure !== undefined) return [[name, "", `${red("failed")}: ${failure}`]];
  return samples.map(({ value, labels }) => [name, labelsText(labels), valueText(value, unit)]);
}

function labelsText(labels: Sample["labels"] = {}): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

function valueText(value: number, unit: string | undefined): string {
  if (unit === "bytes" && value >= 0) return formatBytes(value);
  if (unit === "seconds" && value >= 0) return formatDuration(value * 1000);
  return value.toLocaleString("en-US");
}
