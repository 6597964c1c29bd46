import { withoutPassword } from "@deepiri/database/without-client";
import type { Report, Severity } from "@deepiri/doctor";
import { type Database, readWorkspace, type TablePackage } from "@deepiri/workspace";
import { Command, Option } from "commander";
import { loadChecks } from "../modules/load-checks.js";
import { CommandError } from "../output/command-error.js";
import { openProgress } from "../output/progress.js";
import { chosenDatabases, databaseOption } from "../place/chosen-databases.js";
import { givenUrl } from "../place/given-url.js";
import { placesOf } from "../place/place.js";

interface Options {
  readonly json?: true;
  readonly failOn: Severity;
  readonly database?: string;
  readonly url?: string;
}

/** `db doctor`: what is wrong with a live database, and what mends it. Only reads. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Examine live databases: each finding with its evidence and what mends it.")
    .option(databaseOption, "one database of the workspace; all if left out")
    .option("--url <url>", "examine it here instead; with several databases, say which one it is")
    .addOption(
      new Option("--fail-on <severity>", "exit 2 from this severity on")
        .choices(["error", "warning", "info"])
        .default("error"),
    )
    .option("--json", "print it as JSON")
    .addHelpText(
      "after",
      "\nIt only reads and waits for little, on a standby and behind a pooler too.\n" +
        "Exit codes: 0 nothing as bad as --fail-on, 2 something is, 1 it could not be\n" +
        "examined.",
    )
    .action(async (options: Options) => {
      const { describeReports, examine, severities, toJson } = await import("@deepiri/doctor");
      const examined: Examined[] = [];
      const progress = await openProgress();
      for (const { url, database, packages } of placesFor(options)) {
        const packageChecks = await loadChecks(packages);
        const activity = progress.begin(`examining ${withoutPassword(url)}`);
        const report = await examine({ url, database, packages, packageChecks }).finally(() =>
          activity.end(),
        );
        examined.push({ url: withoutPassword(url), database: database.name, report });
      }
      const json = examined.map(({ url, database, report }) => ({
        database,
        url,
        ...toJson(report),
      }));
      const titled = examined.map((one) => ({ title: titleOf(one), report: one.report }));
      console.log(
        options.json ? JSON.stringify({ databases: json }, undefined, 2) : describeReports(titled),
      );
      const bad = severities.slice(0, severities.indexOf(options.failOn) + 1);
      const findings = examined.flatMap(({ report }) => report.findings);
      if (findings.some(({ severity }) => bad.includes(severity))) process.exitCode = 2;
    });
}

interface Examined {
  readonly url: string;
  readonly database: string;
  readonly report: Report;
}

interface Examinee {
  readonly url: string;
  readonly database: Database;
  readonly packages: readonly TablePackage[];
}

function placesFor({ url, database: name }: Options): readonly Examinee[] {
  const workspace = readWorkspace();
  const databases = chosenDatabases(workspace, name);
  if (url === undefined) return placesOf(workspace, databases);
  const [database, other] = databases;
  if (database === undefined || other !== undefined) {
    const names = databases.map((one) => one.name).join(", ");
    throw new CommandError(
      `--url is one database, and the workspace has several (${names}); say which with --database`,
    );
  }
  return [{ url: givenUrl(url), database, packages: database.packages }];
}

function titleOf({ database, url, report }: Examined): string {
  const { version, isStandby } = report.server;
  const number = `${Math.floor(version / 10_000)}.${version % 10_000}`;
  return `${database} at ${url}, PostgreSQL ${number}${isStandby ? ", a standby" : ""}`;
}
