import type { Command } from "commander";

/** Adds `--database` to a verb: which of the workspace's databases it is about. */
export function withDatabaseOption(command: Command): Command {
  return command.option(
    "--database <name>",
    "which database of the workspace it is, or is to become; the default one if left out",
  );
}
