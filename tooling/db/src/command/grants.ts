import type { OnWaiting } from "@deepiri/database/session";
import { withoutPassword } from "@deepiri/database/without-client";
import {
  forAdministrator,
  type GrantOutcome,
  type GrantPlan,
  grant,
  isGranted,
  previewGrants,
  type StrangerRight,
} from "@deepiri/schema-engine";
import { type Database, readWorkspace } from "@deepiri/workspace";
import { Command } from "commander";
import { blockedText } from "../output/migration-progress.js";
import { chosenDatabases, databaseOption } from "../place/chosen-databases.js";
import { type Place, placesOf } from "../place/place.js";

interface Options {
  readonly dryRun?: true;
  readonly database?: string;
  readonly json?: true;
}

/** `db grants`: who may do what, as the Prisma files say. */
export function grantsCommand(): Command {
  return new Command("grants")
    .description(
      "Give each package's role its rights, take away all others. Every migrate does so.",
    )
    .option(databaseOption, "in one database of the workspace; in all if left out")
    .option("--dry-run", "print the statements instead of running them")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nExit codes: 0 all as it should be, 1 an administrator has to help, or\n(--dry-run) something is to be done.",
    )
    .action(async ({ dryRun, database, json }: Options) => {
      const workspace = readWorkspace();
      const places = placesOf(workspace, chosenDatabases(workspace, database));
      await (dryRun ? preview(places, json) : apply(places, json));
    });
}

async function apply(places: readonly Place[], json?: true): Promise<void> {
  const outcomes = await inEach(places, (database, options) =>
    grant(database, { ...options, onBlocked: (...waiting) => console.error(blocked(waiting)) }),
  );
  if (json) print(outcomes);
  else for (const { url, result } of outcomes) console.log(describe(url, result));
  if (outcomes.some(({ result }) => result.refused.length > 0)) process.exitCode = 1;
}

function blocked([blockers, waitedMs]: Parameters<OnWaiting>): string {
  return blockedText("owners and rights", blockers, waitedMs);
}

async function preview(places: readonly Place[], json?: true): Promise<void> {
  const outcomes = await inEach(places, previewGrants);
  if (json) print(outcomes);
  else for (const { url, result } of outcomes) console.log(describePlan(url, result));
  if (!outcomes.every(({ result }) => isGranted(result))) process.exitCode = 1;
}

/** A place by its URL, and what was done or found there. */
interface Outcome<Result> {
  readonly url: string;
  readonly result: Result;
}

async function inEach<Result>(
  places: readonly Place[],
  work: (database: Database, options: { url: string }) => Promise<Result>,
): Promise<Outcome<Result>[]> {
  const outcomes: Outcome<Result>[] = [];
  for (const { database, url } of places)
    outcomes.push({ url, result: await work(database, { url }) });
  return outcomes;
}

function describe(url: string, { applied, refused, strangers }: GrantOutcome): string {
  const done = applied.length > 0 ? `${applied.length} statements applied` : "nothing to do";
  return [
    `${withoutPassword(url)}: ${done}`,
    ...strangers.map(describeStranger),
    ...(refused.length > 0 ? [forAdministrator(databaseOf(url), refused)] : []),
  ].join("\n");
}

function describePlan(url: string, plan: GrantPlan): string {
  const statements = [...plan.roles, ...plan.grants];
  return [
    `-- ${withoutPassword(url)}: ${statements.length > 0 ? `${statements.length} statements` : "nothing to do"}`,
    ...statements.map((sql) => `${sql};`),
    ...plan.strangers.map((stranger) => `-- ${describeStranger(stranger)}`),
  ].join("\n");
}

function describeStranger({ grantee, target, privileges }: StrangerRight): string {
  return `"${grantee}", a role of others, has ${privileges.join(", ")} on ${target}: left as it is`;
}

function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

function print<Result extends object>(outcomes: readonly Outcome<Result>[]): void {
  const shown = outcomes.map(({ url, result }) => ({ url: withoutPassword(url), ...result }));
  console.log(JSON.stringify(shown, undefined, 2));
}
