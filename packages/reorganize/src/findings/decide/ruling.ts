import { type Catalog, type Column, columnOf, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Choice, OpenDecision } from "../../plan/open-decision.js";
import type { Decision, Untouched } from "../../plan/plan.js";
import type { Assignment } from "../assign-sources.js";
import type { Conflict } from "../finding.js";

/** What becomes of one conflict: one of these, or nothing where another conflict says it. */
export type Ruling =
  | {
      readonly decision?: Decision;
      readonly open?: OpenDecision;
      readonly untouched?: Untouched;
    }
  | undefined;

/** All that rulings follow from. */
export interface Context {
  readonly mapping: Mapping;
  readonly source: Catalog;
  readonly target: Catalog;
  /** Which table of the target each table of the source becomes, by its name in the source. */
  readonly assigned: ReadonlyMap<string, Assignment>;
  /** Tables of the source that hold rows of a table of the target, as the inventory sees it. */
  readonly places: ReadonlyMap<string, string>;
}

/** The rule that stands for "it follows from the target's definition". */
export const byTarget = "target";

/** A decision on what the conflict is about. */
export function decided({ on }: Pick<Conflict, "on">, rule: string, effect: string): Ruling {
  return { decision: { on, rule, effect } };
}

/** A question about what the conflict is about. */
export function asked(
  { on }: Pick<Conflict, "on">,
  question: string,
  choices: readonly Choice[],
): Ruling {
  return { open: { on, question, choices } };
}

/** A column of the source, and what it is in the target. */
export interface Subject {
  readonly table: Table;
  readonly column: Column | undefined;
  /** `schema.table` of the target. */
  readonly to: string;
  /** Its name in the target. */
  readonly name: string;
  readonly wanted: Column | undefined;
}

/** The table, and the column if it names one, that `schema.table.column` is about. */
export function subjectOf(on: string, { source, target, assigned }: Context): Subject | undefined {
  const table = source.tables.get(on) ?? source.tables.get(on.slice(0, on.lastIndexOf(".")));
  if (!table) return undefined;
  const old = on.slice(plainName(table).length + 1);
  const assignment = assigned.get(plainName(table));
  const to = assignment?.to ?? plainName(table);
  const name = assignment?.rename.get(old) ?? old;
  const goal = target.tables.get(to);
  const wanted = goal && columnOf(goal, name);
  return { table, column: columnOf(table, old), to, name, wanted };
}

/** The rule by which a table of the source is one of the target. */
export function ruleOf({ table, to }: Assignment, { mapping }: Context): string {
  const name = plainName(table);
  if (mapping.tables[to]?.some((rule) => rule.table === name)) return `tables.${to}`;
  return name === to ? byTarget : `relocate.${to.split(".")[0]}`;
}
