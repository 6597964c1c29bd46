import { brand } from "@deepiri/database/brand";
import { connectOnce } from "@deepiri/database/without-client";
import type { Difference, Squash } from "@deepiri/history";
import { type PackageStatus, readStatus } from "@deepiri/schema-engine";
import { formatTable, green, red } from "@deepiri/terminal";
import {
  databasesOf,
  findDatabase,
  findPackage,
  readWorkspace,
  type TablePackage,
} from "@deepiri/workspace";
import { Command } from "commander";
import { CommandError } from "../output/command-error.js";
import { openProgress } from "../output/progress.js";
import { databaseOption } from "../place/chosen-databases.js";
import { type Place, placesOf } from "../place/place.js";

interface Options {
  readonly name?: string;
  readonly database?: string;
  readonly json?: true;
}

/** `db squash`: the history of a package becomes one migration. */
export function squashCommand(): Command {
  return new Command("squash")
    .description("Make one migration out of all of a package, with the same result.")
    .argument("<package>", "whose migrations")
    .option("--name <name>", 'what the migration is called after its time; "squashed" if left out')
    .option(databaseOption, "on whose server it is tried; that of the package if left out")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 refused or not the same; then nothing was written.",
    )
    .action(async (key: string, { name, database, json }: Options) => {
      const workspace = readWorkspace();
      const tablePackage = findPackage(workspace, key);
      const places = placesOf(workspace, databasesOf(workspace, tablePackage)).filter((place) =>
        place.packages.some((one) => one.key === tablePackage.key),
      );
      const wanted = findDatabase(workspace, database ?? tablePackage.database).name;
      const place = places.find((one) => one.database.name === wanted);
      if (place === undefined)
        throw new CommandError(`the database "${wanted}" does not hold ${tablePackage.key}`);
      const progress = await openProgress();
      const activity = progress.begin(`${key}: building both histories and comparing them`);
      const { planSquash, writeSquash } = await import("@deepiri/history");
      const statuses = await readStatuses(places, tablePackage);
      const squash = await planSquash({
        workspace,
        package: tablePackage,
        url: place.url,
        name,
        statuses,
      }).finally(() => activity.end());
      if (squash.differences.length === 0) writeSquash(squash);
      else process.exitCode = 1;
      console.log(json ? JSON.stringify(toJson(squash), undefined, 2) : describe(squash));
    });
}

/** Where the package stands in each database that answers; of the others nothing can be known. */
async function readStatuses(
  places: readonly Place[],
  tablePackage: TablePackage,
): Promise<Map<string, PackageStatus>> {
  const statuses = new Map<string, PackageStatus>();
  for (const { url, database } of places) {
    const client = await connectOnce(url, {
      applicationName: `${brand.name} squash`,
      onlyReads: true,
    }).catch(() => undefined);
    if (client === undefined) continue;
    const [status] = await readStatus(client, [tablePackage]).finally(() => client.end());
    if (status) statuses.set(`database "${database.name}"`, status);
  }
  return statuses;
}

function describe(squash: Squash): string {
  const { package: tablePackage, migration, replaced, statements, differences } = squash;
  if (differences.length > 0)
    return [
      `${red("✘")} one migration in place of ${replaced.length} would not be the same on an empty database:`,
      "",
      describeDifferences(differences),
      "",
      "Nothing was written.",
    ].join("\n");
  const count = replaced.length;
  return [
    `${green("✔")} ${tablePackage.key}: ${migration.name} replaces ${count} migrations`,
    `  ${statements.after} statements in place of ${statements.before}. An empty database is the same by it: every object,`,
    "  by two readings of the catalog, the order of columns, and all rows.",
    `  A database that has all ${count} goes on without running it; \`pnpm db:migrate\` records`,
    "  that. One that has only some is refused: migrate it before it gets this version.",
  ].join("\n");
}

function describeDifferences(differences: readonly Difference[]): string {
  const rows = differences.flatMap(({ object, how, seenBy, detail }) => [
    [red(how), object],
    ["", `  seen by ${[seenBy, ...(detail ? [detail] : [])].join(": ")}`],
  ]);
  return formatTable(["", "object"], rows);
}

function toJson({ package: { name, key }, migration, replaced, statements, differences }: Squash) {
  return {
    package: name,
    key,
    written: differences.length === 0,
    migration: { name: migration.name, path: migration.path, checksum: migration.checksum },
    replaced: replaced.map((one) => ({ name: one.name, checksum: one.checksum })),
    statements,
    differences,
  };
}
