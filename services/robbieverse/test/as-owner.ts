import type { TestDatabase } from "@deepiri/test-database";

/** The database for tests of what holds for everyone: its statements are not held to one tenant, nor to the service's rights. */
export function asOwner(db: TestDatabase): TestDatabase {
  return Object.create(db, {
    query: {
      value: async (sql: string, values: readonly unknown[] = []) =>
        (await db.owner.query(sql, [...values])).rows,
    },
    pool: { get: () => db.owner },
  });
}
