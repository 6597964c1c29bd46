import { parseTableName } from "../../catalog/table-name.js";
import type { Session } from "../../session/session.js";
import type { Rehearsal } from "../rehearsal.js";
import { planSchemas } from "./create-schemas.js";
import { refuseUnenforced } from "./refuse-unenforced.js";
import { planUnprovenChecks } from "./unproven-checks.js";

/** The schemas that the target has and the database lacks, and the CHECKs that no row may have to obey. */
export async function plan({ copy, ours, assigned, perform }: Rehearsal): Promise<void> {
  await refuseUnenforced(copy, assigned);
  const schemas = [...ours].map((name) => parseTableName(name).schema);
  await perform(planSchemas(await readSchemas(copy), schemas));
  const sources = [...assigned.values()].flat().map(({ table }) => table);
  await perform(await planUnprovenChecks(copy, sources));
}

async function readSchemas(session: Session): Promise<Set<string>> {
  const rows = await session.query<{ nspname: string }>(
    "SELECT nspname FROM pg_catalog.pg_namespace",
  );
  return new Set(rows.map(({ nspname }) => nspname));
}
