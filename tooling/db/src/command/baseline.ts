import { writeFileSync } from "node:fs";
import type { Baseline, RepairStatement } from "@deepiri/history";
import { forAdministrator } from "@deepiri/schema-engine";
import { formatTable, green, red, yellow } from "@deepiri/terminal";
import { findPackage, readWorkspace, type TablePackage, type Workspace } from "@deepiri/workspace";
import { Command } from "commander";
import { CommandError } from "../output/command-error.js";
import { openProgress, type Progress } from "../output/progress.js";
import { chosenDatabases, databaseOption } from "../place/chosen-databases.js";
import { type Place, placesOf } from "../place/place.js";
import { placeLabel } from "../place/place-label.js";

interface Options {
  readonly database?: string;
  readonly sql?: string;
  readonly json?: true;
}

/** `db baseline`: takes over a database that something else has built. */
export function baselineCommand(): Command {
  return new Command("baseline")
    .description("Record migrations as applied where the tables are as these build them.")
    .argument("[packages...]", "which, with those they need; all of a database if left out")
    .option(databaseOption, "of one database of the workspace; of all if left out")
    .option("--sql <file>", "write what would mend a database that is different")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nExit codes: 0 recorded or nothing to do, 1 different; then nothing was changed.",
    )
    .action(async (keys: string[], { database, sql, json }: Options) => {
      const workspace = readWorkspace();
      const asked = keys.map((key) => findPackage(workspace, key));
      const places = chosenPlaces(workspace, database, asked);
      const outcomes = await takeOver(places, asked, await openProgress());
      const isDone = ({ baseline }: Outcome): boolean => hindrances(baseline).length === 0;
      if (!outcomes.every(isDone)) process.exitCode = 1;
      const repair = outcomes.flatMap(({ baseline }) => baseline.repair ?? []);
      if (sql !== undefined) writeRepair(sql, repair);
      const text = json
        ? JSON.stringify(outcomes.map(toJson), undefined, 2)
        : outcomes.map((outcome) => describe(outcome, places, sql)).join("\n\n");
      console.log(text);
    });
}

interface Outcome {
  readonly place: Place;
  readonly baseline: Baseline;
}

function chosenPlaces(
  workspace: Workspace,
  database: string | undefined,
  asked: readonly TablePackage[],
): Place[] {
  const places = placesOf(workspace, chosenDatabases(workspace, database));
  const holds = ({ packages }: Place): boolean =>
    asked.length === 0 || packages.some(({ key }) => asked.some((one) => one.key === key));
  const chosen = places.filter(holds);
  if (chosen.length > 0) return chosen;
  const names = asked.map(({ key }) => key).join(", ");
  throw new CommandError(`the database "${database}" does not hold ${names}`);
}

async function takeOver(
  places: readonly Place[],
  asked: readonly TablePackage[],
  progress: Progress,
): Promise<Outcome[]> {
  const { baseline } = await import("@deepiri/history");
  const outcomes: Outcome[] = [];
  for (const place of places) {
    const activity = progress.begin(
      `${place.database.name}: comparing it with what the migrations build`,
    );
    const { database, url, packages } = place;
    const there = asked.filter(({ key }) => packages.some((one) => one.key === key));
    const done = await baseline({
      database,
      url,
      packages,
      asked: there.length > 0 ? there : undefined,
      onWait: () => activity.update("waiting for another migration run to end"),
    }).finally(() => activity.end());
    outcomes.push({ place, baseline: done });
  }
  return outcomes;
}

function hindrances({ findings }: Baseline) {
  return findings.filter(({ hinders }) => hinders);
}

const shownStatements = 10;

function describe(outcome: Outcome, places: readonly Place[], sql: string | undefined): string {
  const { place, baseline } = outcome;
  const { packages, findings, grants, otherOrder } = baseline;
  if (packages.length === 0)
    return `${place.database.name}: nothing to do, every package has its history`;
  const names = packages.map((one) => placeLabel(place, places, one)).join(", ");
  const count = hindrances(baseline).length;
  return [
    count === 0
      ? `${green("✔")} ${place.database.name} is as the migrations build it; recorded as applied: ${names}`
      : `${red("✘")} ${place.database.name} is not what the migrations of ${names} build: ${count} difference${count === 1 ? "" : "s"}`,
    ...(findings.length > 0 ? ["", describeFindings(findings), ""] : []),
    ...otherOrder.map(
      (table) =>
        `${yellow("!")} the columns of ${table} come in another order than in a new database; programs that name them do not notice`,
    ),
    ...(count > 0 ? describeRepair(baseline.repair, sql) : []),
    ...(grants && grants.refused.length > 0
      ? [forAdministrator(databaseOf(place.url), grants.refused)]
      : []),
  ].join("\n");
}

function describeFindings(findings: Baseline["findings"]): string {
  const rows = findings.flatMap(({ object, how, detail, hinders }) => {
    const line = hinders ? [red(how), object] : [yellow(how), `${object} (told only)`];
    return detail === "" ? [line] : [line, ["", `  ${detail}`]];
  });
  return formatTable(["", "object"], rows);
}

function describeRepair(
  repair: readonly RepairStatement[] | undefined,
  sql: string | undefined,
): string[] {
  return [
    ...statementsOf(repair, sql),
    "Larger differences, with rows to move or repair, are for `pnpm reorganize plan`.",
    "Nothing was changed.",
  ];
}

function statementsOf(
  repair: readonly RepairStatement[] | undefined,
  sql: string | undefined,
): string[] {
  if (repair === undefined) return ["What would mend it could not be planned."];
  if (sql !== undefined) return [`What would mend it is in ${sql}; look at it before you run it.`];
  if (repair.length > shownStatements)
    return [`What would mend it, ${repair.length} statements: --sql FILE writes them.`];
  return ["This would mend it; look at it before you run it:", "", repairScript(repair)];
}

function repairScript(repair: readonly RepairStatement[]): string {
  return repair
    .map(
      ({ sql, mayLoseData }) => `${mayLoseData ? "-- data may be lost:\n" : ""}${sql.trimEnd()};\n`,
    )
    .join("");
}

function writeRepair(file: string, repair: readonly RepairStatement[]): void {
  try {
    writeFileSync(file, repairScript(repair), { mode: 0o600 });
  } catch (cause) {
    throw new CommandError(`${file} could not be written: ${(cause as Error).message}`);
  }
}

function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

function toJson({ place, baseline }: Outcome) {
  const { packages, findings, otherOrder, repair, grants } = baseline;
  return {
    database: place.database.name,
    packages: packages.map(({ key }) => key),
    recorded: grants !== undefined,
    findings,
    otherOrder,
    repair: repair ?? null,
    ...(grants && grants.refused.length > 0 && { administrator: grants.refused }),
  };
}
