import { green } from "@deepiri/terminal";
import { readWorkspace } from "@deepiri/workspace";
import { Command } from "commander";
import { makePackage } from "../new-package/make-package.js";
import { CommandError } from "../output/command-error.js";
import { databaseOption } from "../place/chosen-databases.js";
import { runChild } from "../start/run-child.js";

interface Options {
  readonly package?: string;
  readonly database?: string;
  readonly in?: string;
  readonly install: boolean;
}

/** `db new`: what has to be written by hand otherwise. */
export function newCommand(): Command {
  return new Command("new")
    .description(
      "Make a new package that owns tables: every file of it, ready to migrate and test.",
    )
    .option("--package <name>", "name of the package and of its folder, such as notes")
    .option(
      databaseOption,
      "which database it belongs to, also a new one; the default one if left out",
    )
    .option("--in <folder>", "where it lies, such as services; beside the last package if left out")
    .option("--no-install", "write the files only; nothing is linked")
    .action(async ({ package: key, database, in: folder, install }: Options) => {
      if (key === undefined)
        throw new CommandError(
          "say what is to be new: `db new --package notes` makes a package; " +
            "a migration is written by `pnpm exec prisma migrate dev --name WHY` in its package",
        );
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
    });
}

/** Enters it in the lockfile too, which an install leaves alone where CI is set. */
async function linkPackages(root: string): Promise<void> {
  const args = ["install", "--no-frozen-lockfile", "--prefer-offline"];
  await runChild({ root, program: "pnpm", args, quiet: true });
}
