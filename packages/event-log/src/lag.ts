import type { RawClient } from "@deepiri/database";

/** How far readers can see. */
export interface Lag {
  /** The last position that was given. */
  readonly position: number;
  /** Committed events that have no position yet, so that readers do not see them. */
  readonly unstamped: number;
  /** Age of the oldest of these in seconds; 0 without any. Imported events are as old as they say. */
  readonly seconds: number;
}

interface LagRow {
  readonly position: string | bigint;
  readonly unstamped: string | bigint;
  readonly lag_seconds: number;
}

/** How many events wait for a position, and for how long. */
export async function readLag(client: RawClient): Promise<Lag> {
  const [row] = await client.$queryRawUnsafe<[LagRow]>("SELECT * FROM event_log.lag()");
  return {
    position: Number(row.position),
    unstamped: Number(row.unstamped),
    seconds: row.lag_seconds,
  };
}
