import { plainName } from "../../../catalog/table-name.js";
import { literal } from "../../../session/literal.js";
import { block } from "../../shared/block.js";
import { at } from "../pair/casts.js";
import type { ColumnPair, Pair } from "../pair/pair.js";

/** Two versions of a row under one key, as SQL. */
export interface Versions {
  /** The twin's, as `imageOf` gives it, and its value of the column that tells which is newer. */
  readonly mine: { readonly image: string; readonly newest: string };
  readonly theirs: { readonly image: string; readonly row: string };
  /** Whether a program has just written the twin's. */
  readonly isWritten: string;
}

/** SQL: why the twin's version stays out of the survivor; null when it is the one to store. */
export function resolveConflict(pair: Pair, { mine, theirs, isWritten }: Versions): string {
  const name = plainName(pair.survivor);
  const newest = newestOf(pair);
  const now = newest ? at(theirs.row, newest.survivor.name) : "";
  const newer = newest ? `COALESCE(${mine.newest} > ${now}, ${mine.newest} IS NOT NULL)` : "false";
  const otherwise = newest
    ? `an older version of the row in ${name}`
    : `another version of the row in ${name}`;
  return block`
    CASE
      WHEN ${mine.image}
         = ${theirs.image}
      THEN ${literal(`the same row is in ${name}`)}
      WHEN ${isWritten} OR ${newer} THEN NULL
      ELSE ${literal(otherwise)}
    END`;
}

/** The column that tells which of two versions is newer, if any. */
export function newestOf({ common, newest }: Pair): ColumnPair | undefined {
  return common.find(({ survivor }) => survivor.name === newest);
}

/** Why the survivor's own version goes to the quarantine. */
export function whyReplaced({ twin }: Pair): string {
  return `an older version of the row from ${plainName(twin)}`;
}
