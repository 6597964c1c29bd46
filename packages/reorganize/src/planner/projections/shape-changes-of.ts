import { plainColumn } from "../../catalog/table-name.js";
import { columnsBySource } from "../../findings/projected/ask-unused.js";
import { type Projected, targetsBySource } from "../../findings/projected/read-projected.js";
import type { Mapping } from "../../plan/mapping.js";
import type { ProjectedTable, ShapeChanges } from "../../plan/shape-changes.js";
import type { Projection } from "../../projection/projection.js";
import type { Rows } from "../real-estimates.js";
import type { Made } from "./read-tried.js";

/** What is known of the projections of a mapping once they were tried. */
export interface TriedOut {
  readonly projected: Projected;
  readonly read: readonly Projection[];
  readonly made: readonly Made[];
  /** Rows of the database's tables, and of the copy's. */
  readonly real: Rows;
  readonly copied: Rows;
}

/** What the plan says of them; undefined where none of the mapping is for this database. */
export function shapeChangesOf(
  tried: TriedOut,
  mapping: Pick<Mapping, "leftOut">,
): ShapeChanges | undefined {
  const { projected, made, real, copied } = tried;
  const absent = projected.absent.map(({ name, to, sources: from }) => ({ name, to, from }));
  if (projected.projections.length + absent.length === 0) return undefined;
  const rowsOf = (rows: Rows, [first = ""]: readonly string[]): number => rows.get(first) ?? 0;
  return {
    tables: [...sourcesOf(tried, mapping), ...leftOutOf(tried, mapping)],
    tried: made.map((one) => ({
      ...one,
      sampled: rowsOf(copied, one.from),
      of: rowsOf(real, one.from),
      there: rowsOf(real, [one.to]),
    })),
    absent,
  };
}

function sourcesOf(
  { projected, read: projections, real }: TriedOut,
  { leftOut }: Pick<Mapping, "leftOut">,
): ProjectedTable[] {
  const columns = columnsBySource(projections);
  return [...targetsBySource(projected)].map(([table, to]) => {
    const { all = [], read } = columns.get(table) ?? {};
    // A query may take whole rows, and leave out what the mapping names.
    const without = all.filter(
      (name) => !read?.has(name) || leftOut[plainColumn(table, name)] !== undefined,
    );
    return {
      table,
      rows: real.get(table) ?? 0,
      to,
      ...(leftOut[table] !== undefined && { reason: leftOut[table] }),
      leftOut: Object.fromEntries(
        without.map((name) => [name, leftOut[plainColumn(table, name)] ?? ""]),
      ),
      back: projected.projections.some(({ back }) => back.includes(table)),
    };
  });
}

function leftOutOf(
  { projected, real }: TriedOut,
  { leftOut }: Pick<Mapping, "leftOut">,
): ProjectedTable[] {
  const sources = targetsBySource(projected);
  return [...projected.leftOut]
    .filter((table) => real.has(table) && !sources.has(table))
    .map((table) => ({
      table,
      rows: real.get(table) ?? 0,
      to: [],
      reason: leftOut[table] ?? "",
      leftOut: {},
      back: false,
    }));
}
