import { shortName } from "../catalog/short-name.js";

/** The name of what is ours about a table or a column, given its plain name. */
export function ownName(what: string, on: string): string {
  return shortName(`${what} ${on}`);
}
