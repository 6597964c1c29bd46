import type { Session } from "../session/session.js";

/** Whether a bookkeeping table is there, by its SQL name. */
export async function hasTable(session: Session, table: string): Promise<boolean> {
  const [row] = await session.query<{ there: boolean }>(
    "SELECT pg_catalog.to_regclass($1) IS NOT NULL AS there",
    [table],
  );
  return row?.there === true;
}
