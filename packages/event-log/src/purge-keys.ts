import type { RawClient } from "@deepiri/database";

/**
 * Forgets idempotency keys that are older than so many days: a request repeated after that appends again. Only who
 * owns the log can call it.
 *
 * @returns how many were forgotten
 */
export async function purgeKeys(client: RawClient, days: number): Promise<number> {
  const sql =
    "SELECT event_log.purge_keys(pg_catalog.make_interval(days => $1::integer)) AS purged";
  const [{ purged }] = await client.$queryRawUnsafe<[{ purged: string | bigint }]>(sql, days);
  return Number(purged);
}
