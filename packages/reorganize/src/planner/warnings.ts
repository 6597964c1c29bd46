import type { Objects } from "../catalog/objects/read-objects.js";
import type { Conflict } from "../findings/finding.js";
import type { Source } from "../plan/plan.js";
import type { Step } from "../plan/step.js";
import { kindOf } from "../steps/kinds.js";

/**
 * What to know before anyone applies the plan: what programs on old names lose, whose code still names
 * tables that move, and what could not be found out. The same warning about many tables is one.
 */
export function warningsOf(
  steps: readonly Step[],
  sources: readonly Source[],
  { routines, publications }: Pick<Objects, "routines" | "publications">,
  conflicts: readonly Conflict[],
): string[] {
  const moved = new Map(
    sources.flatMap(({ from, to }) => (to !== undefined && to !== from ? [[from, to]] : [])),
  );
  return [
    ...hazardsOf(steps, sources),
    ...routines.flatMap(({ schema, name, names }) =>
      names
        .filter((table) => moved.has(table))
        .map(
          (table) =>
            `function ${schema}.${name} names ${table}, which becomes ${moved.get(table)}: it works through the view at the old name, and has to change before finalize`,
        ),
    ),
    ...publications.flatMap(({ name, tables }) =>
      tables
        .filter((table) => moved.has(table))
        .map(
          (table) => `publication ${name} tells of ${table} as ${moved.get(table)} from then on`,
        ),
    ),
    ...conflicts
      .filter(({ kind }) => kind === "not checked")
      .map(({ on, what }) => `${on}: ${what}`),
  ];
}

/**
 * The hazards of all steps on tables that programs know already. Those that differ only in the table
 * and columns that they name are told as one.
 */
function hazardsOf(steps: readonly Step[], sources: readonly Source[]): string[] {
  const known = new Set(sources.flatMap(({ from, to }) => [from, to ?? from]));
  const groups = new Map<string, { readonly first: string; readonly subjects: Set<string> }>();
  for (const { id, table, hazards } of steps)
    for (const data of table === undefined || known.has(table) ? hazards : []) {
      const hazard = kindOf(id.kind).hazard(data);
      const named = hazard.match(subject)?.[0];
      const kind = hazard.replaceAll(subject, "…");
      const told = named !== undefined || !table ? hazard : `${table}: ${hazard}`;
      const group = groups.get(kind) ?? { first: told, subjects: new Set() };
      group.subjects.add(named ?? table ?? "");
      groups.set(kind, group);
    }
  return [...groups.values()].map(({ first, subjects }) => {
    const others = [...subjects].slice(1);
    return others.length === 0 ? first : `${first}${likewise}${others.join(and)}`;
  });
}

/** What stands between a warning and the others that it is also about, and between these. */
export const likewise = "; the same for ";
export const and = "; ";

/** A table, with columns of it where they stand before it. */
const subject = /(?:(?:[\w$]+, )*[\w$]+ of )?\b[\w$-]+\.[\w$-]+\b/g;
