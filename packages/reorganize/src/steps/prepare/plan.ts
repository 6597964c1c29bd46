import { parseTableName } from "../../catalog/table-name.js";
import type { Session } from "../../session/session.js";
import type { Rehearsal } from "../rehearsal.js";
import { planSchemas } from "./create-schemas.js";

/** The schemas that the target has and the database lacks. */
export async function plan({ copy, ours, perform }: Rehearsal): Promise<void> {
  await perform(
    planSchemas(
      await readSchemas(copy),
      [...ours].map((name) => parseTableName(name).schema),
    ),
  );
}

async function readSchemas(session: Session): Promise<Set<string>> {
  const rows = await session.query<{ nspname: string }>(
    "SELECT nspname FROM pg_catalog.pg_namespace",
  );
  return new Set(rows.map(({ nspname }) => nspname));
}
