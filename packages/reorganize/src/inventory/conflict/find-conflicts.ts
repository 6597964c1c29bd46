import { type Catalogue, plainName, type Reader } from "../catalogue.js";
import type { Matches } from "../match-tables.js";
import type { Objects } from "../object/read-objects.js";
import { checkRows } from "./check-rows.js";
import { type Conflict, type ConflictKind, conflictKinds } from "./conflict.js";
import { findCycles } from "./cycles.js";
import { findDuplicates } from "./duplicates.js";
import { findForeignHistories } from "./histories.js";
import { findOrphans } from "./orphans.js";
import { findMisplaced, findReshaped, findSameKeys } from "./places.js";
import { findDanglingTriggers, findDependents, findUnowned } from "./strangers.js";
import type { TargetTypes } from "./target-types.js";

/** All that conflicts are found from. */
export interface Question {
  readonly source: Catalogue;
  readonly target: Catalogue;
  readonly owners: ReadonlyMap<string, string>;
  readonly types: TargetTypes;
  readonly matches: Matches;
  readonly objects: Objects;
  /** Names of the target's own views and functions, as `schema.name`. */
  readonly ofTarget: ReadonlySet<string>;
  /** Counts the rows of a table that stands for none of the target's. */
  readonly countRows: (table: string) => Promise<number>;
  /** Told before each table is looked through. */
  readonly onTable: (table: string) => void;
}

export interface Findings {
  readonly conflicts: readonly Conflict[];
  /** Rows of the tables that stand for one of the target's, counted. */
  readonly rows: ReadonlyMap<string, number>;
}

/** Finds every conflict, in the order of their kinds. Reads each table a few times, whatever its rules. */
export async function findConflicts(reader: Reader, question: Question): Promise<Findings> {
  const { source, target, matches, types, owners } = question;
  const rows = new Map<string, number>();
  const found: Conflict[] = [];
  for (const place of matches.places) {
    const table = plainName(place.source);
    question.onTable(table);
    const checked = await checkRows(reader, place, types);
    rows.set(table, checked.rows);
    found.push(...findReshaped(place, checked.rows), ...checked.conflicts);
    found.push(...(await findOrphans(reader, place, matches.places, types)));
    found.push(...(await findDuplicates(reader, place, types)));
    found.push(...(await findCycles(reader, place)));
  }
  found.push(...(await findSameKeys(reader, matches.places, types)));
  for (const table of matches.others)
    rows.set(plainName(table), await question.countRows(plainName(table)));
  found.push(...findMisplaced(matches, source, target, owners, rows));
  found.push(...(await findForeignHistories(reader, source, target)));
  const surroundings = { ...question, rows };
  found.push(
    ...findUnowned(surroundings),
    ...findDanglingTriggers(surroundings),
    ...findDependents(surroundings),
  );
  return { conflicts: inOrder(found), rows };
}

function inOrder(conflicts: readonly Conflict[]): Conflict[] {
  const order = Object.keys(conflictKinds) as ConflictKind[];
  return [...conflicts].sort(
    (one, other) =>
      order.indexOf(one.kind) - order.indexOf(other.kind) ||
      (one.on < other.on ? -1 : Number(one.on > other.on)),
  );
}
