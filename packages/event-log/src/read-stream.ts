import type { RawClient } from "@deepiri/database";
import type { StoredEvent } from "./event.js";
import { type StoredRow, storedColumns, storedEvent } from "./stored-row.js";

/** Which events of a stream are wanted. */
export interface StreamQuery {
  readonly tenant: string;
  readonly stream: string;
  /** Events above this version; all if left out. */
  readonly after?: number;
  /** At most so many; all if left out. */
  readonly limit?: number;
}

/** The events of a stream in order, those that the caller's own transaction has appended among them. */
export async function readStream(
  client: RawClient,
  { tenant, stream, after = 0, limit }: StreamQuery,
): Promise<StoredEvent[]> {
  const sql = `SELECT ${storedColumns}
    FROM event_log.read_stream($1, $2, $3::bigint, $4::integer)`;
  const values = [tenant, stream, after, limit ?? null];
  return (await client.$queryRawUnsafe<StoredRow[]>(sql, ...values)).map(storedEvent);
}
