import type { Rename } from "./renames.js";
import { renameSql } from "./sql.js";

/** SQL that gives all their old names. */
export function renameBackSql(renames: readonly Rename[]): string[] {
  return renameSql(renames.map((one) => ({ ...one, from: one.to, to: one.from })));
}
