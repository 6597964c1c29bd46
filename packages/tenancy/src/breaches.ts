import type { RawClient } from "@deepiri/database";

/** A way by which rows of one tenant could come before another, or what deserves a look for that. */
export interface Breach {
  /** The table, view, or function, as SQL names it. */
  readonly object: string;
  /** One word or two for programs, such as `foreign key`. */
  readonly kind: string;
  /** What is wrong with it, as the end of a sentence that the object begins. */
  readonly message: string;
  /** What to type about it, if that follows from the catalogue. */
  readonly statement: string | null;
  /** False for advice: an index that a tenant's query cannot use well, a function that acts as its owner. */
  readonly isBreach: boolean;
}

/**
 * Everything in the catalogue by which the isolated tables of a schema are not kept apart; none in a schema
 * as it should be, except for advice. For a test of a package, and for who looks after a database. Needs a
 * role that may read the block's tables, such as the migrator.
 */
export async function readBreaches(client: RawClient, schema: string): Promise<Breach[]> {
  return await client.$queryRawUnsafe<Breach[]>(
    `SELECT object, kind, message, statement, is_breach AS "isBreach"
       FROM tenancy.breaches($1) ORDER BY is_breach DESC, kind, object, message`,
    schema,
  );
}
