import { forEachParent, patientValue, type Session } from "./session.js";

/**
 * Makes the partitions that each table lacks for now and the periods that it declares ahead.
 *
 * @returns how many it made
 * @throws AggregateError of what kept tables from having theirs, after all had their turn
 */
export async function makeAhead(session: Session): Promise<number> {
  let made = 0;
  await forEachParent(session, async (table) => {
    made +=
      (await patientValue<number>(session, `SELECT partitions.make_ahead($1) AS value`, table)) ??
      0;
  });
  return made;
}
