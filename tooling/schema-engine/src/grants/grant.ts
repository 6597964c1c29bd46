import { connectOnce } from "@deepiri/database";
import type { TablePackage, Workspace } from "@deepiri/workspace";
import {
  type LockHolder,
  migrationApplicationName,
  withMigrationLock,
} from "../lock/migration-lock.js";
import {
  applyGrants,
  type GrantOutcome,
  type GrantPlan,
  isGranted,
  outcomeOf,
  planGrants,
} from "./apply-grants.js";

/** Where rights are brought up to date. */
export interface GrantOptions {
  readonly urlOf: (tablePackage: TablePackage) => string;
  /** Told once before waiting for another migration run. */
  readonly onWait?: (holder: LockHolder | undefined) => void;
}

/** A database by its URL, and what became of it. */
export interface GrantedDatabase<Result> {
  readonly url: string;
  readonly result: Result;
}

/**
 * Brings roles, owners and rights of all the workspace's databases to what its files say. With
 * nothing to do it only reads; otherwise it holds the migration lock.
 */
export function grant(
  workspace: Workspace,
  { urlOf, onWait }: GrantOptions,
): Promise<GrantedDatabase<GrantOutcome>[]> {
  return inEachDatabase(workspace, urlOf, async (client) => {
    const plan = await planGrants(client, workspace);
    if (isGranted(plan)) return outcomeOf(plan);
    return withMigrationLock(client, () => applyGrants(client, workspace), onWait);
  });
}

/** What `grant` would do; changes nothing. */
export function previewGrants(
  workspace: Workspace,
  { urlOf }: Pick<GrantOptions, "urlOf">,
): Promise<GrantedDatabase<GrantPlan>[]> {
  return inEachDatabase(workspace, urlOf, (client) => planGrants(client, workspace));
}

async function inEachDatabase<Result>(
  { packages }: Workspace,
  urlOf: GrantOptions["urlOf"],
  work: (client: Awaited<ReturnType<typeof connectOnce>>) => Promise<Result>,
): Promise<GrantedDatabase<Result>[]> {
  const results: GrantedDatabase<Result>[] = [];
  for (const url of new Set(packages.map(urlOf))) {
    const client = await connectOnce(url, { applicationName: migrationApplicationName });
    try {
      results.push({ url, result: await work(client) });
    } finally {
      await client.end();
    }
  }
  return results;
}
