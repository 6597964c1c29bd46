import type { RawClient } from "@deepiri/database";

/**
 * Gives the next positions to committed events that have none, at most `max`. Readers call it by themselves; as a
 * job it keeps the backlog short when nobody reads.
 *
 * @returns how many; 0 also when another does it at this moment, and on a server that takes no writes
 */
export async function stamp(client: RawClient, max = 10_000): Promise<number> {
  const sql = "SELECT event_log.stamp($1::integer) AS stamped";
  const [{ stamped }] = await client.$queryRawUnsafe<[{ stamped: number }]>(sql, max);
  return stamped;
}
