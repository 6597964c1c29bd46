import { findWorkspaceRoot } from "@deepiri/workspace";
import { Command } from "commander";
import { stopEmbedded } from "../server/embedded.js";

/** `db down`: stops the embedded server; its data stays. */
export function downCommand(): Command {
  return new Command("down")
    .description("Stop the embedded server; its data stays.")
    .action(async () => {
      const stopped = await stopEmbedded(findWorkspaceRoot());
      console.log(
        stopped ? "The embedded server has stopped." : "The embedded server was not running.",
      );
    });
}
