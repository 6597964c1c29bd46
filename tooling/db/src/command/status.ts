import { relative } from "node:path";
import { brand } from "@deepiri/database/brand";
import { connectOnce } from "@deepiri/database/without-client";
import {
  type FailedMigration,
  isCurrent,
  type PackageStatus,
  readFailureLog,
  readStatus,
  waysOnFromAhead,
  waysOnFromHalf,
} from "@deepiri/schema-engine";
import { dim, formatTable, green, red, yellow } from "@deepiri/terminal";
import { readWorkspace } from "@deepiri/workspace";
import { Command } from "commander";
import { chosenDatabases, databaseOption } from "../place/chosen-databases.js";
import { type Place, placesOf } from "../place/place.js";
import { placeLabel } from "../place/place-label.js";

/** `db status`: where every package stands. */
export function statusCommand(): Command {
  return new Command("status")
    .description("Per package: migrations applied, pending, failed, edited since, missing on disk.")
    .option(databaseOption, "of one database of the workspace; of all if left out")
    .option("--json", "print it as JSON")
    .addHelpText("after", "\nExit codes: 0 all applied, 1 anything else.")
    .action(async ({ database, json }: { database?: string; json?: true }) => {
      const workspace = readWorkspace();
      const places = placesOf(workspace, chosenDatabases(workspace, database));
      const statuses = await readAllStatuses(places);
      console.log(json ? JSON.stringify(toJson(statuses), undefined, 2) : describe(statuses));
      if (!statuses.every(isCurrent)) process.exitCode = 1;
    });
}

/** Where a package stands in one place. */
interface Status extends PackageStatus {
  /** The database that the place is one of, or a part of. */
  readonly database: string;
  /** How the package is called beside those of other places. */
  readonly label: string;
}

async function readAllStatuses(places: readonly Place[]): Promise<Status[]> {
  const perPlace = await Promise.all(
    places.map(async (place) => {
      const { url, packages, database } = place;
      const client = await connectOnce(url, {
        applicationName: `${brand.name} status`,
        onlyReads: true,
      });
      const statuses = await readStatus(client, packages).finally(() => client.end());
      return statuses.map((status) => ({
        ...status,
        database: database.name,
        label: placeLabel(place, places, status.package),
      }));
    }),
  );
  return perPlace.flat();
}

function describe(statuses: readonly Status[]): string {
  const table = formatTable(
    ["package", "applied", "pending", "failed", "edited", "missing", ""],
    statuses.map((status) => [
      status.label,
      status.applied.length,
      status.pending.length,
      status.failed.length,
      status.edited.length,
      status.missing.length,
      isCurrent(status) ? green("up to date") : yellow("see below"),
    ]),
  );
  const remarks = statuses.flatMap(describeRemarks);
  const next = nextSteps(statuses);
  return [table, ...(remarks.length > 0 ? ["", ...remarks] : []), ...next].join("\n");
}

function nextSteps(statuses: readonly PackageStatus[]): string[] {
  if (statuses.every(isCurrent)) return [];
  const isAhead = statuses.some(({ missing }) => missing.length > 0);
  const isEdited = statuses.some(({ edited }) => edited.length > 0);
  const isHalf = statuses.some(({ halfReplaced }) => halfReplaced.length > 0);
  const steps = [
    ...(isHalf ? [waysOnFromHalf] : []),
    ...(isAhead ? [`This database is ahead of the checkout. ${waysOnFromAhead}`] : []),
    ...(isEdited
      ? ["Restore an edited file from version control and put the change into a new migration."]
      : []),
    // Refused while one of those above is so.
    ...(isAhead || isEdited || isHalf
      ? []
      : ["`pnpm db:migrate` applies what is pending and tries again what failed."]),
  ];
  return ["", ...steps.map((step) => dim(step))];
}

function describeRemarks(status: Status): string[] {
  const { label } = status;
  const failed = new Set(status.failed.map(({ name }) => name));
  return [
    ...status.failed.map(
      (one) => `${label}: ${red("failed")}  ${one.name}: ${reason(status, one)}`,
    ),
    ...status.pending
      .filter(({ name }) => !failed.has(name))
      .map(({ name }) => `${label}: ${yellow("pending")} ${name}`),
    ...status.halfReplaced.map(
      ({ migration, open, edited }) =>
        `${label}: ${red("between")} ${migration.name} replaces others, of which these were not applied here as they were squashed: ${[...open, ...edited].join(", ")}`,
    ),
    ...status.edited.map(({ name }) => `${label}: ${red("edited")}  ${name}, after it was applied`),
    ...status.missing.map(
      (name) => `${label}: ${red("missing")} ${name}, applied but not in this checkout`,
    ),
  ];
}

function reason(status: PackageStatus, failed: FailedMigration): string {
  const { steps } = failed;
  const done =
    steps === 1 ? "its first statement is done" : `its first ${steps} statements are done`;
  return [why(status, failed), ...(steps > 0 ? [`  ${done}; it goes on behind them`] : [])].join(
    "\n",
  );
}

function why({ pending }: PackageStatus, { name, logs }: FailedMigration): string {
  if (logs === null) return "interrupted";
  const { message, line } = readFailureLog(logs);
  const path = pending.find((migration) => migration.name === name)?.path;
  const place = path === undefined ? "" : relative(process.cwd(), path) + (line ? `:${line}` : "");
  return [message, ...(place ? [`  at ${place}`] : [])].join("\n");
}

function toJson(statuses: readonly Status[]) {
  return {
    current: statuses.every(isCurrent),
    packages: statuses.map((status) => ({
      package: status.package.name,
      key: status.package.key,
      database: status.database,
      historySchema: status.package.historySchema,
      current: isCurrent(status),
      applied: status.applied,
      pending: status.pending.map(({ name }) => name),
      failed: status.failed.map(({ name, logs, steps }) => ({ name, logs, statementsDone: steps })),
      edited: status.edited.map(({ name }) => name),
      unrecorded: status.unrecorded.map(({ name }) => name),
      halfReplaced: status.halfReplaced.map(({ migration, ...parts }) => ({
        name: migration.name,
        ...parts,
      })),
      missing: status.missing,
    })),
  };
}
