import { quoteIdentifier } from "@deepiri/database";
import { shortName } from "../../../catalog/short-name.js";
import { plainName } from "../../../catalog/table-name.js";
import { ownFunction } from "../../../ledger/own-function.js";
import type { TwinTables } from "../pair/twin-tables.js";

/** What a function of a merge does. */
export type MergeFunction =
  | "dual-write"
  | "copy"
  | "reconcile"
  | "capture insert"
  | "undo copy"
  | "return rows"
  | "mirror"
  | "refresh"
  | "refresh shared";

/** SQL name of a function of this merge. */
export function functionName(what: MergeFunction, { twin }: TwinTables): string {
  return ownFunction(`${what} ${plainName(twin)}`);
}

/** SQL that drops functions of this merge. */
export function dropFunctions(pair: TwinTables, ...names: readonly MergeFunction[]): string[] {
  return names.map((name) => `DROP FUNCTION IF EXISTS ${functionName(name, pair)}`);
}

/** SQL name of a trigger of this merge. */
export function triggerName(what: string, { twin }: TwinTables): string {
  return quoteIdentifier(shortName(`reorganize ${what} ${plainName(twin)}`));
}
