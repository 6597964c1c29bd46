import { withSession } from "../../session/with-session.js";
import type { Rehearsal } from "../rehearsal.js";
import { planNotNullNames } from "./rename-not-null.js";
import { planRenames } from "./rename-objects.js";

/** Constraints and indexes that are the target's under another name. */
export async function plan({ copy, readCatalog, target, ours, perform }: Rehearsal): Promise<void> {
  await perform(planRenames(await readCatalog(), target.catalog, ours));
  await perform(await withSession(target.url, (there) => planNotNullNames(copy, there, ours)));
}
