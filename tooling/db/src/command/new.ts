import { OpenQuestionsError } from "@deepiri/authoring/errors";
import { green } from "@deepiri/terminal";
import {
  findPackage,
  packageAt,
  readWorkspace,
  type TablePackage,
  type Workspace,
} from "@deepiri/workspace";
import { Command } from "commander";
import { reportMigration } from "../new-migration/report-migration.js";
import { makePackage } from "../new-package/make-package.js";
import { CommandError } from "../output/command-error.js";
import { databaseOption } from "../place/chosen-databases.js";
import { runChild } from "../start/run-child.js";

interface Options {
  readonly package?: string;
  readonly database?: string;
  readonly in?: string;
  readonly install: boolean;
  readonly moved?: readonly string[];
  readonly drop?: readonly string[];
  readonly json?: true;
}

const afterHelp = `
Where the Prisma files no longer name a table, column or enum value, and
something like it is new, it is asked whether that moved; without a terminal
--moved or --drop says so. Both may be repeated. Nothing that holds data is
dropped unless that is confirmed.
Exit codes: 0 written or nothing to change, 1 failed, 2 a decision is missing.`;

const each = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** `db new`: the next migration of a package, or a new package. */
export function newCommand(): Command {
  return new Command("new")
    .description("Write the next migration of a package from its Prisma files, or make a package.")
    .argument("[package]", "whose migration; that of this folder if only a name is given")
    .argument("[name]", "what the migration does, such as add_device_to_sessions")
    .option("--moved <old=new>", "schema.old=schema.new, schema.table.old=schema.table.new", each)
    .option("--drop <name>", "schema.table or schema.table.column, with what it holds", each)
    .option("--json", "print the files and what to look at, or the open questions, as JSON")
    .option("--package <name>", "make a new package of that name, with every file of it")
    .option(
      databaseOption,
      "with --package: the database it belongs to, also a new one; the default one if left out",
    )
    .option("--in <folder>", "with --package: where it lies; beside the last package if left out")
    .option("--no-install", "with --package: write the files only; nothing is linked")
    .addHelpText("after", afterHelp)
    .action(async (first: string | undefined, second: string | undefined, options: Options) => {
      if (options.package !== undefined) return newPackage(options.package, options);
      if (first === undefined)
        throw new CommandError(
          "say what is to be new: `db new auth add_device_to_sessions` writes a migration from Prisma files, " +
            "`db new --package notes` makes a package",
        );
      await writeNext(first, second, options);
    });
}

async function writeNext(
  first: string,
  second: string | undefined,
  { moved = [], drop = [], json }: Options,
): Promise<void> {
  // Loads a parser of SQL, which making a package does not need.
  const { newMigration, readSaid } = await import("../new-migration/new-migration.js");
  const workspace = readWorkspace();
  const name = second ?? first;
  const tablePackage =
    second === undefined ? packageHere(workspace, name) : findPackage(workspace, first);
  try {
    const migration = await newMigration(tablePackage, name, readSaid(moved, drop));
    reportMigration(tablePackage, migration, json);
  } catch (error) {
    if (!(error instanceof OpenQuestionsError)) throw error;
    process.exitCode = 2;
    const { questions } = error;
    if (json) return console.log(JSON.stringify({ questions }, undefined, 2));
    const { explainQuestions } = await import("@deepiri/authoring");
    const said = [...moved.map((one) => `--moved ${one}`), ...drop.map((one) => `--drop ${one}`)];
    const command = ["pnpm db:new", tablePackage.key, name, ...said].join(" ");
    console.error(explainQuestions(questions, command));
  }
}

function packageHere(workspace: Workspace, name: string): TablePackage {
  const found = packageAt(workspace, process.cwd());
  if (found) return found;
  throw new CommandError(`this folder is no package's: \`db new PACKAGE ${name}\``);
}

async function newPackage(key: string, { database, in: folder, install }: Options): Promise<void> {
  const workspace = readWorkspace();
  const made = makePackage(workspace, {
    key,
    ...(database !== undefined && { database }),
    ...(folder !== undefined && { folder }),
  });
  if (install) await linkPackages(workspace.root);
  console.log(
    [
      `${green("✔")} ${made.name} is in ${made.folder}, a package of the database ${made.database}.`,
      "  Its tables: prisma/schema/examples.prisma, and the migration beside it until it is applied.",
      `Next: pnpm db:generate && pnpm db:migrate && pnpm --filter ${made.name} test`,
    ].join("\n"),
  );
}

/** Enters it in the lockfile too, which an install leaves alone where CI is set. */
async function linkPackages(root: string): Promise<void> {
  const args = ["install", "--no-frozen-lockfile", "--prefer-offline"];
  await runChild({ root, program: "pnpm", args, quiet: true });
}
