import { withSession } from "../../session/with-session.js";
import { readRecorded } from "../record/record.js";
import type { Rehearsal } from "../rehearsal.js";
import { planSeed, readFilled, readSeeds } from "./seed.js";

/** Rows that migrations insert. A seed that the history knows was run before; what users made of it since is theirs. */
export async function plan({ copy, target, mapping, perform }: Rehearsal): Promise<void> {
  const { workspace, catalog, owners, url } = target;
  const known = await readRecorded(copy, workspace.packages);
  const missing = mapping.seeds.filter((name) => !known.has(name));
  if (missing.length === 0) return;
  const filled = await withSession(url, (there) => readFilled(there, owners.keys()));
  const seeds = readSeeds(missing, workspace.packages, catalog, filled);
  await perform(seeds.map((seed) => planSeed(seed, catalog)));
}
