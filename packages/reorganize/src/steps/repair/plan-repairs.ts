import { type Catalog, plainName, primaryKey, type Table } from "../../catalog/catalog.js";
import { parentsFirst } from "../../catalog/parents-first.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Step } from "../../plan/step.js";
import { cycleSteps } from "./cycles.js";
import { distinctSteps } from "./distinct.js";
import { setAsideStep } from "./quarantine-rows.js";
import { repairStep } from "./repair-values.js";
import { rulesOf } from "./rules.js";
import { planTranslation } from "./translate.js";

/**
 * The steps after which no row breaks a rule of the target: values are repaired as the mapping
 * declares, with the original kept; rows that cannot be repaired go to the quarantine, whole. Parents
 * come before their children, so that the children of a row set aside are seen to be orphans.
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
    const distinct = distinctSteps(table, wanted, mapping);
    const subject = { table, wanted, here, target, mapping, losing };
    if (distinct.length + rulesOf(subject).setAside.length > 0) losing.add(name);
    const { repairs, translations, setAside } = rulesOf(subject);
    return [
      ...(translations.length > 0 ? [planTranslation(table, translations)] : []),
      ...(repairs.length > 0 ? [repairStep(table, repairs, "repair")] : []),
      ...distinct,
      ...(setAside.length > 0 ? [setAsideStep(table, setAside)] : []),
      // What a row of the same table led to may have been set aside.
      ...(repairs.length > 0 && losing.has(name) && leadsToItself(wanted)
        ? [repairStep(table, repairs, "mend")]
        : []),
    ];
  });
  return [...repairs, ...cycleSteps(here, ours, mapping)];
}

function leadsToItself(table: Table): boolean {
  return table.constraints.some(({ references }) => references?.table === plainName(table));
}
