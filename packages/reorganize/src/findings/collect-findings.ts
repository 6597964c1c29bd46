import type { Catalog } from "../catalog/catalog.js";
import type { Objects } from "../catalog/objects/read-objects.js";
import { plainName } from "../catalog/table-name.js";
import type { Mapping } from "../plan/mapping.js";
import { subjectName } from "../plan/subject.js";
import type { Queryable } from "../session/queryable.js";
import { type CheckedRows, checkRows } from "./check-rows.js";
import { countRows, type RowCount } from "./count-rows.js";
import { findCycles } from "./cycles.js";
import { findDuplicates } from "./duplicates.js";
import { type Finding, findingKinds, subjectOf } from "./finding.js";
import { findForeignHistories } from "./histories.js";
import type { Match, Matches } from "./match-tables.js";
import { findMisplaced } from "./misplaced.js";
import { findOrphans } from "./orphans.js";
import type { Projected } from "./projected/read-projected.js";
import { findReshaped } from "./reshaped.js";
import { findSameKeys } from "./same-keys.js";
import type { TargetTypes } from "./target-types.js";
import { findDanglingTriggers, findDependents, findUnmanagedTables } from "./unmanaged.js";

/** All that findings follow from. */
export interface Compared {
  readonly source: Catalog;
  readonly target: Catalog;
  readonly owners: ReadonlyMap<string, string>;
  readonly types: TargetTypes;
  readonly matches: Matches;
  readonly objects: Objects;
  /** Names of the target's own views and functions, as `schema.name`. */
  readonly ofTarget: ReadonlySet<string>;
  readonly acyclic: Mapping["acyclic"];
  readonly projected: Projected;
  /** Called with what is read next. */
  readonly onTable: (what: string) => void;
}

interface Collected {
  readonly findings: readonly Finding[];
  /** Rows of every table, by `schema.table`. */
  readonly counts: ReadonlyMap<string, RowCount>;
}

/** Every finding, in the order of their kinds. Reads each table a few times, whatever its rules. */
export async function collectFindings(reader: Queryable, compared: Compared): Promise<Collected> {
  const { source, target, matches } = compared;
  const found: Finding[] = [];
  const matched = new Set(matches.matched.map((match) => match.source));
  const unmatched = [...source.tables.values()].filter((table) => !matched.has(table));
  const counts = await countRows(reader, unmatched);
  for (const match of matches.matched) {
    compared.onTable(plainName(match.source));
    const { count, findings } = await findingsOf(reader, match, compared);
    counts.set(plainName(match.source), count);
    found.push(...findings);
  }
  compared.onTable("keys that several tables have");
  const unmanaged = { ...compared, rows: rowsOf(counts) };
  found.push(
    ...(await findSameKeys(reader, matches.matched, compared.types)),
    ...findMisplaced(unmanaged),
    ...(await findForeignHistories(reader, source, target)),
    ...findUnmanagedTables(unmanaged),
    ...findDanglingTriggers(unmanaged),
    ...findDependents(unmanaged),
  );
  return { findings: inOrder(found), counts };
}

async function findingsOf(
  reader: Queryable,
  match: Match,
  { matches, types, acyclic }: Compared,
): Promise<CheckedRows> {
  const { count, findings } = await checkRows(reader, match, types);
  return {
    count,
    findings: [
      ...findReshaped(match, count.rows),
      ...findings,
      ...(await findOrphans(reader, match, matches.matched, types)),
      ...(await findDuplicates(reader, match, types)),
      ...(await findCycles(reader, match, acyclic)),
    ],
  };
}

function rowsOf(counts: ReadonlyMap<string, RowCount>): Map<string, number> {
  return new Map([...counts].map(([name, { rows }]) => [name, rows]));
}

function inOrder(findings: readonly Finding[]): Finding[] {
  const names = new Map(findings.map((one) => [one, subjectName(subjectOf(one))]));
  return [...findings].sort(
    (one, other) =>
      findingKinds.indexOf(one.kind) - findingKinds.indexOf(other.kind) ||
      compareTexts(names.get(one) ?? "", names.get(other) ?? ""),
  );
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
