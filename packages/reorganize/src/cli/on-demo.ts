import { databaseUrl } from "@deepiri/database";
import type { Command } from "commander";

/** The database that `reorganize demo` creates and drops; it touches no other. */
export const demoDatabase = "reorganize_demo";

/** Adds `--demo` to a verb that takes `--url`. */
export function onDemo(command: Command): Command {
  return command
    .option("--demo", "the database that reorganize demo has built")
    .hook("preAction", (verb) => {
      if (verb.getOptionValue("demo")) verb.setOptionValue("url", at(databaseUrl(), demoDatabase));
    });
}

/** The same server with another database. */
export function at(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
