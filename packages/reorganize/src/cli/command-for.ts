import { withoutPassword } from "@deepiri/database";

/** What to type for another command on the same database; the URL is named only if it was given. */
export function commandFor(verb: string, given: string | undefined, ...options: string[]): string {
  const url = given === undefined ? [] : ["--url", `'${withoutPassword(given)}'`];
  return ["pnpm reorganize", verb, ...url, ...options].join(" ");
}
