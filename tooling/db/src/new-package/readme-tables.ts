import type { Database } from "@deepiri/workspace";
import { ownershipTable } from "./ownership-table.js";

/** The heading under which a README says who owns what in a database. */
export function headingOf({ name }: Pick<Database, "name">): string {
  return `### Database \`${name}\``;
}

/**
 * A README with the table of each database brought up to date; one that has none yet gets it after the
 * others. A README without such a table is left as it is.
 */
export function withOwnershipTables(readme: string, databases: readonly Database[]): string {
  return databases.reduce((text, database) => {
    const table = ownershipTable(database);
    const there = sectionOf(text, headingOf(database));
    if (there) return text.slice(0, there.begin) + table + text.slice(there.end);
    const last = lastSection(text, databases);
    if (!last) return text;
    const section = `\n${headingOf(database)}\n\n${table}`;
    return text.slice(0, last.end) + section + text.slice(last.end);
  }, readme);
}

interface Section {
  /** Where its table begins and ends. */
  readonly begin: number;
  readonly end: number;
}

function sectionOf(readme: string, heading: string): Section | undefined {
  const at = readme.indexOf(`${heading}\n\n|`);
  if (at === -1) return undefined;
  const begin = at + heading.length + 2;
  const rest = readme.slice(begin).match(/^(?:\|.*\n)+/)?.[0] ?? "";
  return { begin, end: begin + rest.length };
}

function lastSection(readme: string, databases: readonly Database[]): Section | undefined {
  return databases
    .flatMap((one) => sectionOf(readme, headingOf(one)) ?? [])
    .sort((one, other) => one.end - other.end)
    .at(-1);
}
