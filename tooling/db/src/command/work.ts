import { brand } from "@deepiri/database/brand";
import { formatTable } from "@deepiri/terminal";
import { readWorkspace } from "@deepiri/workspace";
import { Command, Option } from "commander";
import { CommandError } from "../output/command-error.js";
import { chosenDatabases, databaseOption } from "../place/chosen-databases.js";
import { placesOf } from "../place/place.js";
import { loadJobs, type Workplace } from "../work/load-jobs.js";
import { jsonLog, lineLog } from "../work/log.js";

interface Options {
  readonly database?: string;
  readonly once?: string;
  readonly list?: true;
  readonly json?: true;
}

/** `db work`: the periodic work of all packages. */
export function workCommand(): Command {
  return new Command("work")
    .description("Run the periodic work of the packages, each job when it is due, until stopped.")
    .option(databaseOption, "in one database of the workspace; in all if left out")
    .addOption(new Option("--all", "in all databases, as if left out").conflicts("database"))
    .addOption(new Option("--once <job>", "run this job now, and end").conflicts("list"))
    .option("--list", "print the jobs instead of running them")
    .option("--json", "print each line of the log, or the list, as JSON")
    .addHelpText(
      "after",
      "\nAny number may run at once: each job runs in one of them. One that is killed\n" +
        "leaves its jobs to the others within seconds. SIGTERM or Ctrl-C lets what runs\n" +
        "come to its next end; a second one does not wait. Times are UTC.\n" +
        "Exit codes: 0 stopped, or (--once) done; 1 it could not begin, or the job\n" +
        "failed.",
    )
    .action(async ({ database, once, list, json }: Options) => {
      const workspace = readWorkspace();
      const places = placesOf(workspace, chosenDatabases(workspace, database));
      const workplaces = await loadJobs(places);
      if (workplaces.length === 0) throw noJobs();
      if (list)
        console.log(json ? JSON.stringify(listed(workplaces), undefined, 2) : table(workplaces));
      else if (once !== undefined) await runOnce(workplaces, once, json);
      else await keepAtWork(workplaces, json);
    });
}

async function keepAtWork(places: readonly Workplace[], json?: true): Promise<void> {
  const [{ prepare }, { keepWorking }, { crontab }] = await Promise.all([
    import("../work/prepare.js"),
    import("../work/keep-working.js"),
    import("../work/crontab.js"),
  ]);
  const log = logTo(json);
  for (const { jobs } of places) crontab(jobs);
  for (const place of places) await prepare(place, waitingFor(place, log));
  const stop = stopOnSignal(() => {
    for (const place of places)
      log(place, { event: "stopping", message: "when what runs has ended" });
  });
  await Promise.all(places.map((place) => keepWorking(place, { signal: stop, log })));
}

async function runOnce(places: readonly Workplace[], name: string, json?: true): Promise<void> {
  const having = places.flatMap((place) => {
    const job = place.jobs.find((one) => one.name === name);
    return job ? [{ place, job }] : [];
  });
  if (having.length === 0) throw unknownJob(name, places);
  const { prepare } = await import("../work/prepare.js");
  const { runJob } = await import("../work/run-job.js");
  const log = logTo(json);
  const signal = stopOnSignal(() => {});
  for (const { place, job } of having) {
    await prepare(place, waitingFor(place, log));
    const onWait = (pid?: number): void =>
      log(place, { event: "waiting", job: name, message: `session ${pid} runs it` });
    try {
      const { summary, milliseconds } = await runJob(place, job, { signal, onWait });
      log(place, { event: "done", job: name, message: summary, milliseconds });
    } catch (error) {
      log(place, { event: "failed", job: name, message: (error as Error).message });
      if (process.env[`${brand.environmentPrefix}DEBUG`]) console.error((error as Error).cause);
      process.exitCode = 1;
    }
  }
}

function logTo(json?: true) {
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  return json ? jsonLog(write) : lineLog(write);
}

function waitingFor(place: Workplace, log: ReturnType<typeof logTo>) {
  return (holder?: { readonly pid: number; readonly applicationName: string }): void => {
    const who = holder ? `${holder.applicationName} (session ${holder.pid})` : "another program";
    log(place, { event: "waiting", message: `${who} is migrating` });
  };
}

/** Aborted by the first signal that asks the process to end; the second ends it. */
function stopOnSignal(onStop: () => void): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(1);
    onStop();
    controller.abort();
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  return controller.signal;
}

function listed(places: readonly Workplace[]) {
  return places.flatMap(({ database, jobs }) =>
    jobs.map(({ name, cron, package: { name: owner } }) => ({
      database: database.name,
      package: owner,
      job: name,
      cron,
    })),
  );
}

function table(places: readonly Workplace[]): string {
  const rows = listed(places).map((one) => [one.database, one.job, one.cron, one.package]);
  return formatTable(["database", "job", "when (UTC)", "package"], rows);
}

function noJobs(): CommandError {
  return new CommandError(
    "no package of this workspace has periodic work; name the module with its `jobs` in its package.json: " +
      `"${brand.name}": { "jobs": "dist/jobs.js" }`,
  );
}

function unknownJob(name: string, places: readonly Workplace[]): CommandError {
  const known = [...new Set(places.flatMap(({ jobs }) => jobs.map((job) => job.name)))];
  return new CommandError(`there is no job "${name}"; there are ${known.join(", ")}`);
}
