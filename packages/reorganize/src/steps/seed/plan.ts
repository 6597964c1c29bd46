import type { Catalog } from "../../catalog/catalog.js";
import { readRecorded } from "../../catalog/migration-history.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Step, StepId } from "../../plan/step.js";
import { withSession } from "../../session/with-session.js";
import type { Rehearsal } from "../rehearsal.js";
import { readBookkeeping } from "./bookkeeping.js";
import { inverseOf } from "./inverse.js";
import { readFilled, readSeeds, type Seed } from "./read-seeds.js";
import { rememberSql, seedSql } from "./sql.js";

/** Rows that migrations insert. A seed in the history was run before; what users made of it since is theirs. */
export async function plan({ copy, target, mapping, perform }: Rehearsal): Promise<void> {
  const { database, catalog, owners, url } = target;
  const known = await readRecorded(copy, database.packages);
  const bookkeeping = await withSession(url, (there) => readBookkeeping(there, target, known));
  if (bookkeeping) await perform([seedStep(bookkeeping, catalog, "bookkeeping")]);
  const missing = mapping.seeds.filter((name) => !known.has(name));
  if (missing.length === 0) return;
  const tables = [...owners.keys()].flatMap((name) => catalog.tables.get(name) ?? []);
  const filled = await withSession(url, (there) => readFilled(there, tables));
  const seeds = readSeeds(missing, database.packages, catalog, filled);
  await perform(seeds.map((seed) => seedStep(seed, catalog)));
}

/** The step that runs a seed and remembers which rows it has added. */
function seedStep(seed: Seed, target: Catalog, action = "seed"): Step {
  const step: StepId = { kind: "seed", action, on: seed.name };
  const key = stepKey(step);
  return {
    id: step,
    forward: {
      how: "transaction",
      sql: [seedSql(seed), ...seed.tables.map((table) => rememberSql(key, table))],
    },
    inverse: inverseOf(key, seed, target),
    lock: "ROW EXCLUSIVE",
    hazards: [],
    rows: 0,
    seconds: 0.05,
  };
}
