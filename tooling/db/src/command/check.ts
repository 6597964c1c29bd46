import { checkMarkdown } from "@deepiri/docs/markdown";
import {
  checkExternals,
  checkUses,
  type Database,
  describeMismatch,
  describeUseProblem,
  readWorkspace,
  type TablePackage,
} from "@deepiri/workspace";
import { Command } from "commander";
import { lintNewMigrations, type UnsafeStatement } from "../lint/lint-migrations.js";
import { chosenDatabases, databaseOption } from "../place/chosen-databases.js";

interface Options {
  readonly database?: string;
  readonly json?: true;
}

const afterHelp = `
A migration is new while no database that can be reached has it; where none
has a history of its package, while git has not committed it. squawk lints it,
except for statements with a comment "-- hazard: ..." above them.
Exit codes: 0 all agree, 1 something does not.`;

/** `db check`: whether the workspace's own files agree with each other. Needs no database, but looks
 * into those that are there for which migrations are new. */
export function checkCommand(): Command {
  return new Command("check")
    .description(
      "Compare every external.prisma with its owner, look at who depends on whom, at DATABASE.md, and lint new migrations.",
    )
    .option(databaseOption, "the packages of one database of the workspace; of all if left out")
    .option("--json", "print what was found as JSON")
    .addHelpText("after", afterHelp)
    .action(async ({ database, json }: Options) => {
      // Loads a parser, which no other command needs.
      const { checkStructure } = await import("@deepiri/workspace/structure");
      const workspace = readWorkspace();
      const databases = chosenDatabases(workspace, database);
      const externals = inAll(databases, checkExternals);
      const uses = inAll(databases, checkUses);
      const structure = checkStructure(workspace);
      const packages = [...new Set(databases.flatMap((one) => one.packages))];
      const docs = checkMarkdown({ ...workspace, packages: databases.flatMap(ownPackages) });
      const migrations = await lintNewMigrations(workspace, packages);
      const problems = [
        ...externals.map(describeMismatch),
        ...uses.map(describeUseProblem),
        ...[...structure, ...docs].map(({ file, reason }) => `${file}: ${reason}`),
        ...migrations.map(describeUnsafe),
      ];
      const found = { externals, uses, structure, docs, migrations };
      if (json) console.log(JSON.stringify(found, undefined, 2));
      else console.log(problems.length > 0 ? problems.join("\n") : allAgree(databases));
      if (problems.length > 0) process.exitCode = 1;
    });
}

function ownPackages({ name, packages }: Database): TablePackage[] {
  return packages.filter(({ database }) => database === name);
}

function describeUnsafe({ file, line, rule, message }: UnsafeStatement): string {
  return `${file}:${line}: ${message.trim()} (${rule}) A comment "-- hazard: why" above it says that this is meant.`;
}

/** What is found in any of the databases. A package that is in several is told of once. */
function inAll<Problem>(
  databases: readonly Database[],
  check: (database: Database) => readonly Problem[],
): Problem[] {
  const found = databases
    .flatMap((one) => check(one))
    .map((one) => [JSON.stringify(one), one] as const);
  return [...new Map(found).values()];
}

function allAgree(databases: readonly Database[]): string {
  const keys = new Set(databases.flatMap(({ packages }) => packages.map(({ key }) => key)));
  const where = databases.length > 1 ? ` in ${databases.length} databases` : "";
  return `${keys.size} packages${where}: each table has one owner, all external models agree.`;
}
