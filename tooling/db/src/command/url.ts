import { databaseUrl, withoutPassword } from "@deepiri/database/without-client";
import { findDatabase, findPackage, readWorkspace } from "@deepiri/workspace";
import { Command } from "commander";
import { databaseOption } from "../place/chosen-databases.js";
import { choiceOf } from "../place/place.js";

/** `db url`: where the data is. */
export function urlCommand(): Command {
  return new Command("url")
    .description("Print the URL of the database, or of the one that a package uses.")
    .argument("[package]", "key or name of a package, such as auth or @deepiri/auth")
    .option(databaseOption, "which database of the workspace")
    .option("--show-password", "print the password too")
    .action((keyOrName: string | undefined, { database, showPassword }: Options) => {
      const url = urlOf(keyOrName, database);
      console.log(showPassword ? url : withoutPassword(url));
    });
}

interface Options {
  readonly database?: string;
  readonly showPassword?: true;
}

function urlOf(keyOrName: string | undefined, database: string | undefined): string {
  const workspace = readWorkspace();
  const { root } = workspace;
  if (keyOrName === undefined)
    return databaseUrl({ database: findDatabase(workspace, database).name }, { cwd: root });
  const one = findPackage(workspace, keyOrName);
  const its = findDatabase(workspace, database ?? one.database);
  return databaseUrl(choiceOf(its, one), { cwd: root });
}
