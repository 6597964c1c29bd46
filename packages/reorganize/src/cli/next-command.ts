import { withoutPassword } from "@deepiri/database";

/** The options by which a command was told its database. */
export interface Chosen {
  readonly url?: string | undefined;
  readonly demo?: boolean | undefined;
}

/** What to type for another verb on the same database; a database that was not named is not named again. */
export function nextCommand(verb: string, chosen: Chosen, ...options: string[]): string {
  return ["pnpm reorganize", verb, ...sameDatabase(chosen), ...options].join(" ");
}

function sameDatabase({ url, demo }: Chosen): string[] {
  if (demo) return ["--demo"];
  return url === undefined ? [] : ["--url", `'${withoutPassword(url)}'`];
}

/** A verb by which an error can be resolved, as errors carry it in `next`. */
interface NextVerb {
  readonly verb: string;
  readonly options?: readonly string[];
}

/** What to type after a failure, one line for each command; undefined when the error names none. */
export function nextAfter(error: unknown, chosen: Chosen): string | undefined {
  const { next } = (error ?? {}) as { readonly next?: unknown };
  const verbs = [next].flat().filter(isNextVerb);
  if (verbs.length === 0) return undefined;
  const commands = verbs.map(({ verb, options = [] }) => nextCommand(verb, chosen, ...options));
  return `Next: ${commands.join("\n  or: ")}`;
}

function isNextVerb(value: unknown): value is NextVerb {
  return typeof value === "object" && value !== null && "verb" in value;
}
