import { DatabaseMissing } from "@deepiri/database/without-client";
import {
  defaultLockWaitMs,
  type MigrateEvent,
  type MigrateOptions,
  type MigrateResult,
  migrate,
} from "@deepiri/schema-engine";
import { startTracing } from "@deepiri/tracing";
import {
  databasesOf,
  packageAt,
  readWorkspace,
  type Workspace,
  withDependencies,
} from "@deepiri/workspace";
import { Command } from "commander";
import { CommandError } from "../output/command-error.js";
import { migrationProgress } from "../output/migration-progress.js";
import { openProgress, type Progress } from "../output/progress.js";
import { traceMigrations } from "../output/trace-migrations.js";
import { chosenDatabases, databaseOption } from "../place/chosen-databases.js";
import { type Place, placesOf, urlOf } from "../place/place.js";
import { placeLabel } from "../place/place-label.js";
import { isEmbedded, startEmbedded } from "../server/embedded.js";
import { lockWaitOption } from "./lock-wait-option.js";

interface Options {
  readonly all?: true;
  readonly database?: string;
  readonly json?: true;
  readonly lockWait: number;
  readonly dryRun?: true;
}

/** `db migrate`: the one command that changes a database's schema. */
export function migrateCommand(): Command {
  return new Command("migrate")
    .description("Apply pending migrations of the package in this folder and of those it needs.")
    .option("--all", "of all packages of all databases, in one process")
    .option(databaseOption, "of all packages of one database")
    .option("--json", "print the outcome as JSON")
    .addOption(lockWaitOption())
    .option("--dry-run", "say what would run, with the locks and hazards of each statement")
    .action(async ({ all, database, json, lockWait, dryRun }: Options) => {
      const workspace = readWorkspace();
      const isWhole = all !== undefined || database !== undefined;
      const places = isWhole
        ? placesOf(workspace, chosenDatabases(workspace, database))
        : placesHere(workspace);
      if (dryRun) return void (await (await import("./dry-run.js")).dryRun(places, json));
      const outcomes = await runMigrations(places, await openProgress(), lockWait);
      if (json) console.log(JSON.stringify(outcomes.flatMap(toJson), undefined, 2));
      else for (const line of describe(outcomes, isWhole)) console.log(line);
    });
}

/** What became of the packages of a place. */
export interface PlaceOutcome {
  readonly place: Place;
  readonly results: readonly MigrateResult[];
}

/** Applies what is pending, place by place, and shows how it goes. */
export async function runMigrations(
  places: readonly Place[],
  progress: Progress,
  lockWaitMs = defaultLockWaitMs,
): Promise<PlaceOutcome[]> {
  const tracing = await startTracing("db");
  const outcomes: PlaceOutcome[] = [];
  try {
    for (const place of places) {
      const shown = migrationProgress(progress, (one) => placeLabel(place, places, one));
      const traced = tracing && traceMigrations(tracing.begin("db migrate", place.url));
      const onEvent = (event: MigrateEvent): void => {
        shown.onEvent(event);
        traced?.onEvent(event);
      };
      try {
        outcomes.push(await runAt(place, { lockWaitMs, onEvent }));
        traced?.end();
      } catch (error) {
        traced?.end(error);
        throw error;
      } finally {
        shown.stop();
      }
    }
    return outcomes;
  } finally {
    await tracing?.end();
  }
}

async function runAt(
  place: Place,
  options: Pick<MigrateOptions, "lockWaitMs" | "onEvent">,
): Promise<PlaceOutcome> {
  const { database, url, packages } = place;
  const run = () => migrate(database, { url, packages, ...options });
  const results = await run().catch((error) => makeIfMissing(error, place).then(run));
  return { place, results };
}

/**
 * Makes a database of the embedded server that the workspace did not have when the server was started.
 *
 * @throws the error, when it says anything else
 */
async function makeIfMissing(error: unknown, { database, url }: Place): Promise<void> {
  const canBeMade = isEmbedded(database) && urlOf(database) === url;
  if (!(error instanceof DatabaseMissing) || !canBeMade) throw error;
  await startEmbedded(readWorkspace(database.root));
}

/** The places of the package in this folder, with what it needs there. */
function placesHere(workspace: Workspace): Place[] {
  const here = packageAt(workspace, process.cwd());
  if (here === undefined)
    throw new CommandError(
      "this folder belongs to no package with tables; type `pnpm db:migrate`, or `db migrate --all`",
    );
  return placesOf(workspace, databasesOf(workspace, here))
    .filter(({ packages }) => packages.some(({ key }) => key === here.key))
    .map((place) => ({ ...place, packages: withDependencies([here], place.packages) }));
}

/** A line for each package, or for the last one of each place, which the others came before. */
function describe(outcomes: readonly PlaceOutcome[], isWhole: boolean): string[] {
  const places = outcomes.map(({ place }) => place);
  return outcomes.flatMap(({ place, results }) =>
    results
      .slice(isWhole ? 0 : -1)
      .map((result) => `${placeLabel(place, places, result.package)}: ${describeResult(result)}`),
  );
}

function describeResult({ alreadyApplied, applied }: MigrateResult): string {
  const total = alreadyApplied + applied.length;
  return applied.length === 0
    ? `nothing to do, ${total} applied`
    : `${applied.length} applied now, ${total} in all`;
}

function toJson({ place, results }: PlaceOutcome) {
  return results.map(({ package: { key, name }, alreadyApplied, applied, grants }) => ({
    package: name,
    key,
    database: place.database.name,
    alreadyApplied,
    applied,
    ...(grants.refused.length > 0 && { administrator: grants.refused }),
  }));
}
