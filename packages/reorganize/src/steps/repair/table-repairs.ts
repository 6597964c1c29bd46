import {
  type Catalog,
  type Index,
  primaryKey,
  sqlName,
  type Table,
} from "../../catalog/catalog.js";
import { parentsFirst } from "../../catalog/parents-first.js";
import type { TargetTypes } from "../../findings/target-types.js";
import type { Mapping } from "../../plan/mapping.js";
import { newUniqueRules } from "./quarantine-duplicates.js";
import { rulesOf, type TableRules, type Unlawful } from "./rules.js";
import { refusedRepairs, touchedRules } from "./standing-rules.js";
import type { Subject } from "./subject.js";

/** What has to happen to the rows of one table, in this order, before the target's rules hold for them. */
export interface TableRepairs extends TableRules {
  readonly table: Table;
  readonly wanted: Table;
  /** Rows that are quarantined first, since the table refuses their repair. */
  readonly refused: readonly Unlawful[];
  /** Unique rules of the table that the repair may break; then rows that it would make equal are quarantined. */
  readonly touched: readonly Index[];
  /** Unique rules of the target that the table does not have. */
  readonly unique: readonly Index[];
}

/**
 * Compares the rows of every table with the target's rules, parents before their children, so that the
 * children of a quarantined row are seen to be orphans. Tables that need nothing are left out.
 *
 * @param ours the tables whose rows may violate a rule, as `schema.table`
 * @param rowsOf SQL of the rows that a key leads to; those of the parent if left out
 */
export function tableRepairs(
  here: Catalog,
  target: Catalog,
  ours: ReadonlySet<string>,
  mapping: Mapping,
  types: TargetTypes,
  rowsOf: Subject["rowsOf"] = sqlName,
): TableRepairs[] {
  const losing = new Set<string>();
  return parentsFirst(ours, target).flatMap((name) => {
    const [table, wanted] = [here.tables.get(name), target.tables.get(name)];
    if (!table || !wanted || primaryKey(table).length === 0) return [];
    const subject = { table, wanted, here, target, mapping, types, losing, rowsOf };
    if (isLosing(repairsOf(subject))) losing.add(name);
    // A table that loses rows and refers to itself has orphans of its own.
    const repairs = repairsOf(subject);
    return isLosing(repairs) || repairs.repairs.length > 0 ? [repairs] : [];
  });
}

function repairsOf(subject: Subject): TableRepairs {
  const { table, wanted } = subject;
  const rules = rulesOf(subject);
  return {
    ...rules,
    table,
    wanted,
    refused: refusedRepairs(table, rules.repairs),
    touched: touchedRules(table, rules.repairs),
    unique: newUniqueRules(table, wanted),
  };
}

/** Whether rows may leave the table. */
export function isLosing({ refused, touched, unique, unlawful }: TableRepairs): boolean {
  return refused.length + touched.length + unique.length + unlawful.length > 0;
}
