import type { RawClient } from "@deepiri/database";

/**
 * Forces row security on partitions and inheritors that came after `tenancy.isolate`, and mends policies that
 * were changed; in all schemas if none is named. Needs the owner's role. Returns how many tables it
 * changed: each of them was locked for a moment, and what is as it should be is not touched.
 */
export async function enforceIsolation(client: RawClient, schema?: string): Promise<number> {
  const [row] = await client.$queryRawUnsafe<[{ changed: number }]>(
    "SELECT tenancy.enforce($1::text) AS changed",
    schema ?? null,
  );
  return row.changed;
}
