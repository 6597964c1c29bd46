import { temporaryName } from "../../catalog/temporary-name.js";
import type { Rename } from "./renames.js";

/** SQL that renames all; two names may be swapped, so all are freed before any is taken. */
export function renameSql(renames: readonly Rename[]): string[] {
  return [
    ...renames.map(({ from, sql }) => sql(from, temporaryName(from))),
    ...renames.map(({ from, to, sql }) => sql(temporaryName(from), to)),
  ];
}
