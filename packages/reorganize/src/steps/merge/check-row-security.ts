import { sqlName } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import type { Session } from "../../session/session.js";
import type { MergeHazard } from "./hazards.js";
import type { TwinTables } from "./pair/twin-tables.js";

/**
 * What the row security of one of the two means for those who use the other.
 *
 * @param was what the survivor is called before the first step
 * @throws OpenDecisionsError where the survivor would show rows that policies of the twin hide
 */
export async function checkRowSecurity(
  session: Session,
  { survivor, twin }: TwinTables,
  was: string,
): Promise<MergeHazard[]> {
  const guarded = await session.query<{ oid: number }>(
    "SELECT oid FROM pg_catalog.pg_class WHERE oid IN ($1, $2) AND relrowsecurity",
    [survivor.oid, twin.oid],
  );
  if (guarded.length === 0) return [];
  const names = { table: plainName(twin), survivor: plainName(survivor) };
  if (guarded.some(({ oid }) => oid === survivor.oid)) return [{ code: "row security", ...names }];
  const disable = `ALTER TABLE ${sqlName(twin)} DISABLE ROW LEVEL SECURITY;`;
  const question = { code: "hidden rows" as const, survivor: was };
  throw new OpenDecisionsError([runFirst({ table: names.table }, question, [disable])]);
}
