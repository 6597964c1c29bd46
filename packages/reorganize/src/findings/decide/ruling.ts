import { type Catalog, type Column, columnOf, type Table } from "../../catalog/catalog.js";
import { parseTableName, plainName } from "../../catalog/table-name.js";
import { byTarget, type Decision, type Effect } from "../../plan/decision.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Subject } from "../../plan/subject.js";
import type { UnmanagedObject } from "../../plan/unmanaged-object.js";
import type { Assignment } from "../assign-sources.js";
import { subjectOf, type TableFinding } from "../finding.js";
import type { Choice, OpenDecision, Question } from "../open-decision.js";
import type { Projected } from "../projected/read-projected.js";

/** What becomes of one finding: one of these, or nothing where another finding says it. */
export type Ruling =
  | {
      readonly decision?: Decision;
      readonly open?: OpenDecision;
      readonly unmanaged?: UnmanagedObject;
    }
  | undefined;

/** All that rulings follow from. */
export interface Context {
  readonly mapping: Mapping;
  readonly projected: Projected;
  readonly source: Catalog;
  readonly target: Catalog;
  /** Which table of the target each table of the source becomes, by its name in the source. */
  readonly assigned: ReadonlyMap<string, Assignment>;
  /** Tables of the source with the table of the target whose rows they hold by the inventory. */
  readonly matched: ReadonlyMap<string, string>;
}

/** A decision on what the finding is about. */
export function decided(finding: TableFinding, rule: string, effect: Effect): Ruling {
  return { decision: { on: subjectOf(finding), rule, effect } };
}

/** An open decision. */
export function asked(on: Subject, question: Question, choices: readonly Choice[]): Ruling {
  return { open: { on, question, choices } };
}

/** A table of the source with one of its columns, and what they are in the target. */
export interface Counterpart {
  readonly table: Table;
  readonly column: Column | undefined;
  /** `schema.table` of the target. */
  readonly to: string;
  /** The column's name in the target. */
  readonly name: string;
  readonly wanted: Column | undefined;
}

/** What the table and the column that a finding names are in the target. */
export function counterpartOf(finding: TableFinding, context: Context): Counterpart | undefined {
  const { source, target, assigned } = context;
  const { table: name, columns = [] } = subjectOf(finding);
  const table = source.tables.get(name);
  if (!table) return undefined;
  const old = columns.length === 1 ? (columns[0] as string) : "";
  const assignment = assigned.get(name);
  const to = assignment?.to ?? plainName(table);
  const renamed = assignment?.rename.get(old) ?? old;
  const goal = target.tables.get(to);
  const wanted = goal && columnOf(goal, renamed);
  return { table, column: columnOf(table, old), to, name: renamed, wanted };
}

/** The rule by which a table of the source is one of the target. */
export function ruleOf({ table, to }: Assignment, { mapping }: Context): string {
  const name = plainName(table);
  if (mapping.tables[to]?.some((rule) => rule.table === name)) return `tables.${to}`;
  return name === to ? byTarget : `relocate.${parseTableName(to).schema}`;
}
