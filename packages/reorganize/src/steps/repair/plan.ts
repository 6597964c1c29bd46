import { migratedPackages, readRecorded } from "../../catalog/migration-history.js";
import { readCatalog } from "../../catalog/read-catalog.js";
import type { Rehearsal } from "../rehearsal.js";
import { planRepairs } from "./plan-repairs.js";

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
