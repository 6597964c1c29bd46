import type { RawClient } from "@deepiri/database";
import type { PlacedEvent } from "./event.js";
import { stamp } from "./stamp.js";
import { type StoredRow, storedColumns, storedEvent } from "./stored-row.js";

/** Which events of the log are wanted. */
export interface EventQuery {
  /** Events above this position; all if left out. */
  readonly after?: number;
  /** At most so many; 1000 if left out. */
  readonly limit?: number;
  /** Of this tenant only. */
  readonly tenant?: string | undefined;
  /** Of these types only. There is no index for them: it reads the log from `after` on. */
  readonly types?: readonly string[] | undefined;
}

/**
 * Reads the log in its one order. Who goes on after the last position that it got misses no event, however late
 * its transaction commits. First gives positions to what was committed, so within a transaction other readers
 * see nothing new until that ends: read outside of one, or in a short one.
 */
export async function readEvents(
  client: RawClient,
  query: EventQuery = {},
): Promise<PlacedEvent[]> {
  await stamp(client);
  return readPlaced(client, query);
}

/** The events of a query that have positions by now. */
export async function readPlaced(
  client: RawClient,
  { after = 0, limit = 1000, tenant, types }: EventQuery,
): Promise<PlacedEvent[]> {
  const sql = `SELECT ${storedColumns}
    FROM event_log.read_events($1::bigint, $2::integer, $3::text, $4::text[])`;
  const values = [after, limit, tenant ?? null, types ?? null];
  const rows = await client.$queryRawUnsafe<StoredRow[]>(sql, ...values);
  return rows.map(storedEvent) as PlacedEvent[];
}
