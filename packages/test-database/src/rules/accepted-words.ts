import type { TestDatabase } from "../database/use-test-database.js";

/** The words that a CHECK accepts, in its order. */
export async function acceptedWords(db: TestDatabase, constraint: string): Promise<string[]> {
  const [rule] = await db.query<{ text: string }>(
    `SELECT pg_catalog.pg_get_constraintdef(oid) AS text FROM pg_catalog.pg_constraint
     WHERE conname = $1 AND contype = 'c'`,
    [constraint],
  );
  return [...(rule?.text ?? "").matchAll(/'([^']*)'/g)].map(([, word = ""]) => word);
}
