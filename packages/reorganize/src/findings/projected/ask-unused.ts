import { plainColumn, plainName } from "../../catalog/table-name.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Projection } from "../../projection/projection.js";
import type { OpenDecision } from "../open-decision.js";
import type { Projected } from "./read-projected.js";

/**
 * Asks for each source about the columns that no projection reads and nobody leaves out.
 *
 * @param projections as the server understands them; a source of one that is not among them is not asked about
 */
export function askUnused(
  projections: readonly Projection[],
  declared: Pick<Projected, "projections">,
  { leftOut }: Pick<Mapping, "leftOut">,
): OpenDecision[] {
  const understood = new Set(projections.map(({ name }) => name));
  const doubtful = new Set(
    declared.projections.filter(({ name }) => !understood.has(name)).flatMap((one) => one.sources),
  );
  return [...columnsBySource(projections)].flatMap(([table, { all, read }]) => {
    if (doubtful.has(table)) return [];
    const columns = all.filter(
      (name) => !read.has(name) && leftOut[plainColumn(table, name)] === undefined,
    );
    if (columns.length === 0) return [];
    const reasons = columns.map((name) => [plainColumn(table, name), "why it is not carried"]);
    return [
      {
        on: { table, columns },
        question: { code: "columns not used" },
        choices: [
          {
            answer: { code: "leave out columns" },
            mapping: { leftOut: Object.fromEntries(reasons) },
          },
        ],
      },
    ];
  });
}

interface Columns {
  readonly all: readonly string[];
  readonly read: ReadonlySet<string>;
}

/** The columns of each source, and those that some projection reads. */
export function columnsBySource(projections: readonly Projection[]): Map<string, Columns> {
  const found = new Map<string, Columns>();
  for (const { table, columns } of projections.flatMap(({ sources }) => sources)) {
    const name = plainName(table);
    const read = found.get(name)?.read ?? [];
    found.set(name, {
      all: table.columns.map((column) => column.name),
      read: new Set([...read, ...columns]),
    });
  }
  return found;
}
