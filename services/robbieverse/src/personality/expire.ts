import type { RawClient } from "@deepiri/database";

/** How much had had its time. */
export interface Expired {
  /** Working memories that were removed. */
  readonly memories: number;
  /** Live sessions that were closed. */
  readonly sessions: number;
}

/**
 * Removes working memories that have expired, and closes live sessions of which nothing was heard for a day: of the
 * organization of who asks or, for a job, of all.
 */
export async function expire(client: RawClient): Promise<Expired> {
  const [expired] = await client.$queryRawUnsafe<Expired[]>(
    "SELECT memories::integer, sessions::integer FROM personality.expire()",
  );
  return expired ?? { memories: 0, sessions: 0 };
}
