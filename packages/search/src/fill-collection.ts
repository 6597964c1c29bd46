import type { RawClient } from "@deepiri/database";

/**
 * Makes rows findable that were there before their table was registered with `fill => false`: batch by batch, each in
 * a transaction of its own, so that a large table is not locked. For an administrator; again does no harm.
 *
 * @param client outside of a transaction
 */
export async function fillCollection(
  client: RawClient,
  collection: string,
  { batch = 1000 }: { batch?: number } = {},
): Promise<void> {
  let after: string | null = null;
  do {
    const [row]: { last: string | null }[] = await client.$queryRawUnsafe(
      "SELECT search.fill($1, $2, $3::integer) AS last",
      collection,
      after,
      batch,
    );
    after = row?.last ?? null;
  } while (after !== null);
}
