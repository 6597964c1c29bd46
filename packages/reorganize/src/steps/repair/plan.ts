import { type Catalog, primaryKey, type Table } from "../../catalog/catalog.js";
import { migratedPackages, readRecorded } from "../../catalog/migration-history.js";
import { parentsFirst } from "../../catalog/parents-first.js";
import { readCatalog } from "../../catalog/read-catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Step } from "../../plan/step.js";
import type { Rehearsal } from "../rehearsal.js";
import { cycleSteps } from "./break-cycles.js";
import { duplicateSteps } from "./quarantine-duplicates.js";
import { quarantineStep } from "./quarantine-rows.js";
import type { ColumnRepair } from "./repair-column.js";
import { repairOnWriteStep } from "./repair-on-write.js";
import { repairStep } from "./repair-values.js";
import { rulesOf } from "./rules.js";
import { standingRuleSteps } from "./standing-rules.js";
import type { Subject } from "./subject.js";

/** Repairs or quarantines the rows that violate a rule of the target. */
export async function plan(rehearsal: Rehearsal): Promise<void> {
  const { copy, target, mapping, perform } = rehearsal;
  const here = await readCatalog(copy);
  await perform(planRepairs(here, target.catalog, await unmigrated(rehearsal), mapping));
}

/** Tables of packages that are not fully migrated in this database: only their rows may violate a rule. */
async function unmigrated({ copy, target }: Rehearsal): Promise<Set<string>> {
  const { workspace, owners } = target;
  const recorded = await readRecorded(copy, workspace.packages);
  const migrated = migratedPackages(workspace.packages, recorded);
  return new Set([...owners].filter(([, key]) => !migrated.has(key)).map(([name]) => name));
}

/**
 * The steps after which no row breaks a rule of the target: values are repaired as the mapping
 * declares, with the original kept; rows that cannot be repaired go to the quarantine, whole. Parents
 * come before their children, so that the children of a quarantined row are seen to be orphans.
 */
export function planRepairs(
  here: Catalog,
  target: Catalog,
  ours: ReadonlySet<string>,
  mapping: Mapping,
): Step[] {
  const losing = new Set<string>();
  const repairs = parentsFirst(ours, target).flatMap((name) => {
    const [table, wanted] = [here.tables.get(name), target.tables.get(name)];
    if (!table || !wanted || primaryKey(table).length === 0) return [];
    const duplicates = duplicateSteps(table, wanted, mapping);
    const subject = { table, wanted, here, target, mapping, losing };
    if (duplicates.length > 0 || isLosing(subject)) losing.add(name);
    const { repairs, onWrite, unlawful } = rulesOf(subject);
    const again = repairs.length > 0 && losing.has(name) && refersToItself(wanted);
    return [
      ...(onWrite.length > 0 ? [repairOnWriteStep(table, onWrite)] : []),
      ...repairSteps(table, repairs, "repair"),
      ...duplicates,
      ...(unlawful.length > 0 ? [quarantineStep(table, unlawful)] : []),
      // What a row of the same table refers to may have been quarantined.
      ...(again ? repairSteps(table, repairs, "repair again") : []),
    ];
  });
  return [...repairs, ...cycleSteps(here, ours, mapping)];
}

/** The repair, behind what quarantines rows that could not be repaired. */
function repairSteps(
  table: Table,
  repairs: readonly ColumnRepair[],
  action: "repair" | "repair again",
): Step[] {
  if (repairs.length === 0) return [];
  const before = standingRuleSteps(table, repairs, action === "repair" ? {} : { part: "again" });
  return [...before, repairStep(table, repairs, action, before[0]?.id)];
}

/** Whether rows may be taken from the table because of its own values. */
function isLosing(subject: Subject): boolean {
  const { repairs, unlawful } = rulesOf(subject);
  return unlawful.length > 0 || standingRuleSteps(subject.table, repairs).length > 0;
}

function refersToItself(table: Table): boolean {
  return table.constraints.some(({ references }) => references?.table === plainName(table));
}
