import type { Objects } from "../catalog/objects/read-objects.js";
import type { Publication } from "../catalog/objects/read-publications.js";
import {
  parseTableName,
  plainName,
  plainNamePattern,
  type TableName,
} from "../catalog/table-name.js";
import { type Finding, subjectOf } from "../findings/finding.js";
import type { Inventory } from "../findings/inventory.js";
import type { Source } from "../plan/plan.js";
import type { Detail, Hazard, Step } from "../plan/step.js";
import type { HazardWarning, TableHazard, Warning } from "../plan/warning.js";

/**
 * What to know before the plan is applied: what programs on old names lose, which code still names
 * tables that move, what uses tables that go, and what could not be checked. One hazard of many tables is one warning.
 *
 * @param going tables that go at finalize
 */
export function warningsOf(
  steps: readonly Step[],
  sources: readonly Source[],
  { tables, objects: { routines, publications }, findings }: Reported,
  going: readonly string[] = [],
): Warning[] {
  const moved = new Map(
    sources.flatMap(({ from, to }) => (to !== undefined && to !== from ? [[from, to]] : [])),
  );
  const movedOf = (tables: readonly string[]) =>
    tables.flatMap((table) => {
      const becomes = moved.get(table);
      return becomes === undefined ? [] : [{ table, becomes }];
    });
  return [
    ...hazardsOf(steps, sources, tables.map(plainName)),
    ...routines.flatMap((routine) =>
      movedOf(routine.names).map((move) => ({
        code: "routine" as const,
        routine: plainName(routine),
        ...move,
      })),
    ),
    ...publications.flatMap((one) => ofPublication(one, movedOf(one.tables))),
    ...usesOf(going, findings),
    ...findings.flatMap((finding): Warning[] =>
      finding.kind === "not checked"
        ? [{ code: "not checked", on: subjectOf(finding), check: finding.check }]
        : [],
    ),
  ];
}

/** What the inventory says that warnings follow from. */
interface Reported extends Pick<Inventory, "findings"> {
  readonly tables: readonly TableName[];
  readonly objects: Pick<Objects, "routines" | "publications">;
}

/** Views, functions and the like that use tables which go. */
function usesOf(going: readonly string[], findings: readonly Finding[]): Warning[] {
  return findings.flatMap((finding): Warning[] => {
    if (!("object" in finding)) return [];
    const tables = finding.tables.filter((name) => going.includes(name));
    return tables.length === 0 ? [] : [{ code: "uses what goes", object: finding.object, tables }];
  });
}

interface Moved {
  readonly table: string;
  readonly becomes: string;
}

/** What a publication makes of the tables that it publishes and that move. */
function ofPublication(publication: Publication, moved: readonly Moved[]): Warning[] {
  const { name, allTables, schemas, named } = publication;
  const stays = ({ table, becomes }: Moved): boolean =>
    allTables || named.includes(table) || schemas.includes(parseTableName(becomes).schema);
  const lost = moved.filter((one) => !stays(one));
  return [
    ...moved
      .filter(stays)
      .map((move) => ({ code: "publication" as const, publication: name, ...move })),
    ...(lost.length > 0
      ? [{ code: "no longer published" as const, publication: name, tables: lost }]
      : []),
  ];
}

/** The hazards of all steps on tables that programs know already. */
function hazardsOf(
  steps: readonly Step[],
  sources: readonly Source[],
  there: readonly string[],
): HazardWarning[] {
  const known = new Set([...there, ...sources.flatMap(({ from, to }) => [from, to ?? from])]);
  const groups = new Map<string, { kind: string; hazards: Map<string, TableHazard> }>();
  for (const { id, table, hazards } of steps)
    for (const hazard of table === undefined || known.has(table) ? hazards : []) {
      const key = JSON.stringify([id.kind, withoutNames(hazard, table)]);
      const group = groups.get(key) ?? { kind: id.kind, hazards: new Map() };
      const { columns, table: on = table } = hazard;
      const subject = JSON.stringify([on, columns]);
      if (!group.hazards.has(subject))
        group.hazards.set(subject, table === undefined ? { hazard } : { table, hazard });
      groups.set(key, group);
    }
  return [...groups.values()].map(({ kind, hazards }) => ({
    code: "hazard",
    kind,
    hazards: [...hazards.values()],
  }));
}

/** What hazards that are the same for several tables have in common. */
function withoutNames({ columns: _, ...hazard }: Hazard, table: string | undefined): unknown {
  if ((hazard.table ?? table) === undefined) return hazard;
  const isName = (value: Detail | undefined): boolean =>
    typeof value === "string" && plainNamePattern.test(value);
  return Object.entries(hazard).filter(([key, value]) => key === "code" || !isName(value));
}
