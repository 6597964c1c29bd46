import type { RawClient } from "@deepiri/database";
import { query, queryOne } from "./errors.js";
import { inJson } from "./in-json.js";
import { type Key, type TableName, tableInSql } from "./table-name.js";

/**
 * Removes a deleted entity with all its versions, for good, and returns how many versions went. That it
 * was purged is recorded, with its key.
 *
 * @param early also before the time that was declared for its table
 * @throws NoSuchRow when it has no versions, or the caller may not see or delete all of them
 * @throws when it is not deleted, or not long enough ago (SQLSTATE 55000)
 */
export async function purge(
  client: RawClient,
  table: TableName,
  key: Key,
  { early = false }: { readonly early?: boolean } = {},
): Promise<number> {
  const { gone } = await queryOne<{ gone: number }>(
    client,
    "SELECT temporal.purge($1::text::regclass, $2::text::jsonb, $3::boolean) AS gone",
    tableInSql(table),
    inJson(key),
    early,
  );
  return gone;
}

/** What a round of purging did in one table. */
export interface PurgeResult {
  /** As SQL. */
  readonly table: string;
  readonly purged: number;
  /** Entities whose time has come, and to which something still refers. */
  readonly held: number;
}

/**
 * Purges, in every table that declares a time, what was deleted longer ago. A periodic job calls it; what
 * is left over goes the next time.
 *
 * @param atMost entities of one table
 */
export async function purgeExpired(
  client: RawClient,
  { atMost = 1000 }: { readonly atMost?: number } = {},
): Promise<PurgeResult[]> {
  const tables = await query<{ name: string }>(
    client,
    "SELECT one::text AS name FROM temporal.tables_to_purge() AS one",
  );
  const results: PurgeResult[] = [];
  // Each in a transaction of its own, so that none waits for all.
  for (const { name: table } of tables) {
    const counts = await queryOne<Omit<PurgeResult, "table">>(
      client,
      "SELECT purged, held FROM temporal.purge_expired($1::text::regclass, $2::int)",
      table,
      atMost,
    );
    results.push({ table, ...counts });
  }
  return results;
}
