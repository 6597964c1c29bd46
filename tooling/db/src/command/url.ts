import { databaseUrl, withoutPassword } from "@deepiri/database";
import { findPackage, readWorkspace } from "@deepiri/workspace";
import { Command } from "commander";

/** `db url`: where the data is. */
export function urlCommand(): Command {
  return new Command("url")
    .description("Print the URL of the database, or of the one that a package uses.")
    .argument("[package]", "key or name of a package, such as auth or @deepiri/auth")
    .option("--show-password", "print the password too")
    .action((keyOrName: string | undefined, { showPassword }: { showPassword?: true }) => {
      const key = keyOrName && findPackage(readWorkspace(), keyOrName).key;
      const url = databaseUrl(key);
      console.log(showPassword ? url : withoutPassword(url));
    });
}
