import type { Catalog, Table } from "../../catalog/catalog.js";
import { migratedPackages, readRecorded } from "../../catalog/migration-history.js";
import { plainName } from "../../catalog/table-name.js";
import { type TargetTypes, targetTypes } from "../../findings/target-types.js";
import { ownTakesInput, takesInputOfSteps } from "../../ledger/takes-input.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Step } from "../../plan/step.js";
import { sessionTakesInput } from "../../session/takes-input.js";
import type { Rehearsal } from "../rehearsal.js";
import { originalOf } from "../shared/original-of.js";
import { refuseDeferrable } from "../shared/refuse-deferrable.js";
import { cycleSteps, edgeTables } from "./break-cycles.js";
import { keySteps } from "./key-steps.js";
import { losingTables } from "./losing-tables.js";
import { missingKeys } from "./missing-key.js";
import { duplicateSteps } from "./quarantine-duplicates.js";
import { quarantineStep } from "./quarantine-rows.js";
import { repairOnWriteStep } from "./repair-on-write.js";
import { repairStep } from "./repair-values.js";
import { standingRuleSteps } from "./standing-rules.js";
import { isLosing, type TableRepairs, tableRepairs } from "./table-repairs.js";

/** Repairs or quarantines the rows that violate a rule of the target. */
export async function plan(rehearsal: Rehearsal): Promise<void> {
  const { readCatalog, target, mapping, perform, recordLosing } = rehearsal;
  const ours = await unmigrated(rehearsal);
  const types = await readTypes(rehearsal);
  const missing = missingKeys(await readCatalog(), target.catalog, ours);
  await perform(missing.flatMap(keySteps));
  const here = await readCatalog();
  // Rows of the database are counted before it has anything of ours.
  const counted =
    types.takesInput === ownTakesInput ? { ...types, takesInput: sessionTakesInput } : types;
  const losing = losingTables(here, target.catalog, ours, mapping, counted, missing);
  refuseDeferrable(
    [...losing.map(({ table }) => table), ...edgeTables(mapping)]
      .filter((name) => ours.has(name))
      .flatMap((name) => here.tables.get(name) ?? [])
      .map((table) => originalOf(rehearsal, table)),
  );
  recordLosing(losing);
  await perform(planRepairs(here, target.catalog, ours, mapping, types));
}

async function readTypes({ copy, target }: Rehearsal): Promise<TargetTypes> {
  const [server] = await copy.query<{ safe: string[] }>(`
    SELECT ARRAY(SELECT pg_catalog.format_type(castsource, NULL) || ' ' || pg_catalog.format_type(casttarget, NULL)
                   FROM pg_catalog.pg_cast
                   JOIN pg_catalog.pg_type AS source ON source.oid = castsource
                   JOIN pg_catalog.pg_type AS goal ON goal.oid = casttarget
                  WHERE castsource <> casttarget AND castcontext = 'i'
                    -- These have values beyond what the other takes.
                    AND source.typcategory <> 'D' AND castsource <> 'pg_catalog.numeric'::pg_catalog.regtype) AS safe`);
  return targetTypes(target.catalog, await takesInputOfSteps(copy), server?.safe);
}

/** Tables of packages that are not fully migrated in this database: only their rows may violate a rule. */
async function unmigrated({ copy, target }: Rehearsal): Promise<Set<string>> {
  const { database, owners } = target;
  const recorded = await readRecorded(copy, database.packages);
  const migrated = migratedPackages(database.packages, recorded);
  return new Set([...owners].filter(([, key]) => !migrated.has(key)).map(([name]) => name));
}

/**
 * The steps after which no row breaks a rule of the target: values are repaired as the mapping
 * declares, with the original kept; rows that cannot be repaired go to the quarantine, whole.
 *
 * @param types the target's as the server knows them; as the oldest one does if left out
 */
export function planRepairs(
  here: Catalog,
  target: Catalog,
  ours: ReadonlySet<string>,
  mapping: Mapping,
  types: TargetTypes = targetTypes(target, ownTakesInput),
): Step[] {
  const repairs = tableRepairs(here, target, ours, mapping, types);
  return [...repairs.flatMap((one) => stepsOf(one, mapping)), ...cycleSteps(here, ours, mapping)];
}

function stepsOf(one: TableRepairs, mapping: Mapping): Step[] {
  const { table, wanted, repairs, onWrite, unique, unlawful } = one;
  const again = repairs.length > 0 && isLosing(one) && refersToItself(wanted);
  return [
    ...(onWrite.length > 0 ? [repairOnWriteStep(table, onWrite)] : []),
    ...repairSteps(one, "repair"),
    ...duplicateSteps(table, wanted, unique, mapping),
    ...(unlawful.length > 0 ? [quarantineStep(table, unlawful)] : []),
    // What a row of the same table refers to may have been quarantined.
    ...(again ? repairSteps(one, "repair again") : []),
  ];
}

/** The repair, behind what quarantines rows that could not be repaired. */
function repairSteps(one: TableRepairs, action: "repair" | "repair again"): Step[] {
  if (one.repairs.length === 0) return [];
  const before = standingRuleSteps(one, action === "repair" ? {} : { part: "again" });
  return [...before, repairStep(one.table, one.repairs, action, before[0]?.id)];
}

function refersToItself(table: Table): boolean {
  return table.constraints.some(({ references }) => references?.table === plainName(table));
}
