import { type Command, Option } from "commander";
import { type ChosenDatabase, chosenUrl } from "./chosen-url.js";

/**
 * The database that `reorganize demo` creates and drops; it touches no other.
 *
 * @param database which of the workspace's databases it is to become, where that was named
 */
export function demoDatabase(database: string | undefined): string {
  return database === undefined ? "reorganize_demo" : `reorganize_demo_${database}`;
}

/** Where that database is: beside the one that it is to become, or on the server at `url`. */
export function demoUrl({ url, database }: ChosenDatabase): string {
  return at(chosenUrl({ url, database }), demoDatabase(database));
}

/** Adds `--demo` to a verb that takes `--url`. */
export function onDemo(command: Command): Command {
  return command
    .addOption(new Option("--demo", "the database that reorganize demo has made").conflicts("url"))
    .hook("preAction", (verb) => {
      const { demo, database } = verb.opts<{ demo?: true; database?: string }>();
      if (demo) verb.setOptionValue("url", demoUrl({ database }));
    });
}

/** The same server with another database. */
export function at(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}
