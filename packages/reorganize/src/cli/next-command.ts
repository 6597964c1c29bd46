import { withoutPassword } from "@deepiri/database";
import { ReorganizeError, type Verb } from "../session/errors.js";
import type { ChosenDatabase } from "./chosen-url.js";

/** The options by which a command was told its database. */
export interface Chosen extends ChosenDatabase {
  readonly demo?: boolean | undefined;
}

/** What to type for another verb on the same database; a database that was not named is not named again. */
export function nextCommand(verb: Verb, chosen: Chosen, ...options: string[]): string {
  return ["pnpm reorganize", verb, ...sameDatabase(chosen), ...options].join(" ");
}

function sameDatabase({ url, demo, database }: Chosen): string[] {
  const name = database === undefined ? [] : ["--database", database];
  if (demo) return ["--demo", ...name];
  return [...(url === undefined ? [] : ["--url", `'${withoutPassword(url)}'`]), ...name];
}

/** What to type after a failure, the likeliest first; undefined when the error names nothing. */
export function nextAfter(error: unknown, chosen: Chosen): string | undefined {
  if (!(error instanceof ReorganizeError) || error.next.length === 0) return undefined;
  return `Next: ${error.next.map((verb) => nextCommand(verb, chosen)).join(", or ")}`;
}
