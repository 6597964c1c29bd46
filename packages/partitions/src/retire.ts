import { forEachParent, patientValue, type Session } from "./session.js";

/**
 * Detaches the partitions whose rows were kept as long as their table declares, one by one, into the schema
 * `_retired`. Nothing is deleted.
 *
 * @returns their names there
 * @throws AggregateError of what kept partitions from being detached, after all tables had their turn
 */
export async function retire(session: Session): Promise<string[]> {
  const retired: string[] = [];
  await forEachParent(session, async (table) => {
    while (!session.signal?.aborted) {
      const one = await patientValue<string | null>(
        session,
        `SELECT partitions.retire($1) AS value`,
        table,
      );
      if (!one) return;
      retired.push(one);
    }
  });
  return retired;
}
