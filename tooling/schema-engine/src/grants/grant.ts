import type { OnWaiting } from "@deepiri/database/session";
import { connectOnce } from "@deepiri/database/without-client";
import type { Database } from "@deepiri/workspace";
import type pg from "pg";
import {
  type LockHolder,
  migrationApplicationName,
  withMigrationLock,
} from "../lock/migration-lock.js";
import {
  type GrantOutcome,
  type GrantPlan,
  isGranted,
  outcomeOf,
  planGrants,
} from "./apply-grants.js";
import { applyGrantsPatiently } from "./apply-patiently.js";

/** Where rights are brought up to date. */
export interface GrantOptions {
  readonly url: string;
  /** Told once before waiting for another migration run. */
  readonly onWait?: (holder: LockHolder | undefined) => void;
  /** Told again and again while others hold a lock that is needed. */
  readonly onBlocked?: OnWaiting;
}

/**
 * Brings roles, owners and rights of a database to what the workspace's files say. With nothing to do
 * it only reads; otherwise it holds the migration lock.
 */
export function grant(
  database: Database,
  { url, onWait, onBlocked }: GrantOptions,
): Promise<GrantOutcome> {
  return withClient(url, async (client) => {
    const plan = await planGrants(client, database);
    if (isGranted(plan)) return outcomeOf(plan);
    return withMigrationLock(
      client,
      () => applyGrantsPatiently(client, database, { url, ...(onBlocked && { onBlocked }) }),
      onWait,
    );
  });
}

/** What `grant` would do; changes nothing. */
export function previewGrants(
  database: Database,
  { url }: Pick<GrantOptions, "url">,
): Promise<GrantPlan> {
  return withClient(url, (client) => planGrants(client, database));
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await connectOnce(url, { applicationName: migrationApplicationName });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
