import { readCatalog } from "../../catalog/read-catalog.js";
import type { Rehearsal } from "../rehearsal.js";
import { planConversions } from "./convert-columns.js";
import { planNewTypes } from "./new-types.js";

/** Columns that get another type, where PostgreSQL would rewrite or read the table for it. */
export async function plan({ copy, target, ours, views, perform }: Rehearsal): Promise<void> {
  await perform(planNewTypes(await readCatalog(copy), target.catalog));
  const from = await readCatalog(copy);
  await perform(await planConversions(copy, from, target.catalog, ours, views));
}
