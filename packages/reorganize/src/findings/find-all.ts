import type { Catalog } from "../catalog/catalog.js";
import type { Objects } from "../catalog/objects/read-objects.js";
import { plainName } from "../catalog/table-name.js";
import type { Queryable } from "../session/queryable.js";
import { type CheckedRows, checkRows } from "./check-rows.js";
import { countRows, type RowCount } from "./count-rows.js";
import { findCycles } from "./cycles.js";
import { findDuplicates } from "./duplicates.js";
import { type Conflict, type ConflictKind, conflictKinds } from "./finding.js";
import { findForeignHistories } from "./histories.js";
import type { Matches, Place } from "./match-tables.js";
import { findMisplaced } from "./misplaced.js";
import { findOrphans } from "./orphans.js";
import { findReshaped } from "./reshaped.js";
import { findSameKeys } from "./same-keys.js";
import type { TargetTypes } from "./target-types.js";
import { findDanglingTriggers, findDependents, findUnowned } from "./unmanaged.js";

/** All that conflicts are found from. */
export interface Question {
  readonly source: Catalog;
  readonly target: Catalog;
  readonly owners: ReadonlyMap<string, string>;
  readonly types: TargetTypes;
  readonly matches: Matches;
  readonly objects: Objects;
  /** Names of the target's own views and functions, as `schema.name`. */
  readonly ofTarget: ReadonlySet<string>;
  /** Told what is looked through next. */
  readonly onTable: (what: string) => void;
}

export interface Findings {
  readonly conflicts: readonly Conflict[];
  /** Rows of every table, by `schema.table`. */
  readonly counts: ReadonlyMap<string, RowCount>;
}

/** Finds every conflict, in the order of their kinds. Reads each table a few times, whatever its rules. */
export async function findConflicts(reader: Queryable, question: Question): Promise<Findings> {
  const { source, target, matches, owners } = question;
  const found: Conflict[] = [];
  const matched = new Set(matches.places.map((place) => place.source));
  const others = [...source.tables.values()].filter((table) => !matched.has(table));
  const counts = await countRows(reader, others);
  for (const place of matches.places) {
    question.onTable(plainName(place.source));
    const { count, conflicts } = await conflictsOf(reader, place, question);
    counts.set(plainName(place.source), count);
    found.push(...conflicts);
  }
  question.onTable("tables that lie in several places");
  const surroundings = { ...question, rows: rowsOf(counts) };
  found.push(
    ...(await findSameKeys(reader, matches.places, question.types)),
    ...findMisplaced(matches, source, target, owners, surroundings.rows),
    ...(await findForeignHistories(reader, source, target)),
    ...findUnowned(surroundings),
    ...findDanglingTriggers(surroundings),
    ...findDependents(surroundings),
  );
  return { conflicts: inOrder(found), counts };
}

async function conflictsOf(
  reader: Queryable,
  place: Place,
  { matches, types }: Question,
): Promise<CheckedRows> {
  const { count, conflicts } = await checkRows(reader, place, types);
  return {
    count,
    conflicts: [
      ...findReshaped(place, count.rows),
      ...conflicts,
      ...(await findOrphans(reader, place, matches.places, types)),
      ...(await findDuplicates(reader, place, types)),
      ...(await findCycles(reader, place)),
    ],
  };
}

function rowsOf(counts: ReadonlyMap<string, RowCount>): Map<string, number> {
  return new Map([...counts].map(([name, { rows }]) => [name, rows]));
}

function inOrder(conflicts: readonly Conflict[]): Conflict[] {
  const order = Object.keys(conflictKinds) as ConflictKind[];
  return [...conflicts].sort(
    (one, other) =>
      order.indexOf(one.kind) - order.indexOf(other.kind) ||
      (one.on < other.on ? -1 : Number(one.on > other.on)),
  );
}
