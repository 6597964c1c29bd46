import { quoteIdentifier } from "@deepiri/database";
import type { ColumnPair, Pair } from "./pair.js";

/** Columns that a row of the survivor can take in an UPDATE; identity columns refuse every one. */
export function updatable(pair: Pair): readonly ColumnPair[] {
  return pair.common.filter(({ survivor }) => !survivor.identity);
}

/** Columns of the twin that can be written. */
export function writableInTwin(pair: Pair): readonly ColumnPair[] {
  return pair.common.filter(({ twin }) => !twin.generated);
}

/** Columns of the survivor that take values on INSERT, as SQL. */
export function insertList(pair: Pair): string {
  return pair.common.map(({ survivor }) => quoteIdentifier(survivor.name)).join(", ");
}

/** What lets a column GENERATED ALWAYS AS IDENTITY take the value that the row has elsewhere. */
export function overriding(columns: readonly { readonly identity: boolean }[]): string {
  return columns.some(({ identity }) => identity) ? "OVERRIDING SYSTEM VALUE" : "";
}
