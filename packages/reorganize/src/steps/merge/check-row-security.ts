import { sqlName } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { RefusedError } from "../../session/refused-error.js";
import type { Session } from "../../session/session.js";
import type { MergeHazard } from "./hazards.js";
import type { TwinTables } from "./pair/twin-tables.js";

/**
 * What the row security of one of the two means for those who use the other.
 *
 * @throws RefusedError where the survivor would show rows that policies of the twin hide
 */
export async function checkRowSecurity(
  session: Session,
  { survivor, twin }: TwinTables,
): Promise<MergeHazard[]> {
  const guarded = await session.query<{ oid: number }>(
    "SELECT oid FROM pg_catalog.pg_class WHERE oid IN ($1, $2) AND relrowsecurity",
    [survivor.oid, twin.oid],
  );
  if (guarded.length === 0) return [];
  const names = { table: plainName(twin), survivor: plainName(survivor) };
  if (guarded.some(({ oid }) => oid === survivor.oid)) return [{ code: "row security", ...names }];
  throw new RefusedError(
    `${names.table} has row security, and its rows are to join those of ${names.survivor}, which has none: everybody who reads that would see them. ` +
      `Give ${names.survivor} the same policies and ALTER TABLE ${sqlName(survivor)} ENABLE ROW LEVEL SECURITY, ` +
      `or ALTER TABLE ${sqlName(twin)} DISABLE ROW LEVEL SECURITY if all may see them.`,
    { next: ["plan"] },
  );
}
