import type { Rename } from "./renames.js";

/** SQL that renames all; two names may be swapped, so all are freed before any is taken. */
export function renameSql(renames: readonly Rename[]): string[] {
  const between = (name: string): string => `${name.slice(0, 50)}_reorganize`;
  return [
    ...renames.map(({ from, sql }) => sql(from, between(from))),
    ...renames.map(({ from, to, sql }) => sql(between(from), to)),
  ];
}
