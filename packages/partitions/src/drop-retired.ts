import { forEachParent, patientValue, type Session } from "./session.js";

/**
 * Drops retired partitions that are archived, of tables that declared it by `partitions.drop_after`.
 *
 * @returns the names that they had in the schema `_retired`
 * @throws AggregateError of what kept partitions from being dropped, after all tables had their turn
 */
export async function dropRetired(session: Session): Promise<string[]> {
  const dropped: string[] = [];
  await forEachParent(session, async (table) => {
    while (!session.signal?.aborted) {
      const one = await patientValue<string | null>(
        session,
        `SELECT partitions.drop_retired($1) AS value`,
        table,
      );
      if (!one) return;
      dropped.push(one);
    }
  });
  return dropped;
}
