import { brand } from "@deepiri/database/brand";
import type pg from "pg";

/** The session that holds the migration lock, as the server knows it. */
export interface LockHolder {
  readonly pid: number;
  readonly applicationName: string;
  /** Null for a connection that did not come over TCP. */
  readonly address: string | null;
  /** When that session's current statement began. */
  readonly since: Date;
}

/** Name of the sessions that hold the lock, so that those who wait can say for whom. */
export const migrationApplicationName = `${brand.name} migrate`;

// Advisory locks are numbers per database: "deep" in ASCII, then 1 for migrations.
const lockKey = "1684366704, 1";
// Prisma's own lock. A runner that was killed may still have a statement running on the server; its
// session holds this lock until that ends, and only then is its history row final.
const prismaLockKey = "72707369";

/**
 * Runs `body` while this session holds the migration lock of its database; waits as long as it
 * takes. One lock is around all packages, since Prisma's own gives up after 10 s.
 *
 * @param onWait told before waiting for it, or for Prisma's own, with the holder if it can still be seen
 */
export async function withMigrationLock<Result>(
  client: pg.Client,
  body: () => Promise<Result>,
  onWait: (holder: LockHolder | undefined) => void = () => {},
): Promise<Result> {
  await takeLock(client, lockKey, onWait);
  try {
    await takeLock(client, prismaLockKey, onWait);
    await client.query(`SELECT pg_advisory_unlock(${prismaLockKey})`);
    return await body();
  } finally {
    // A lost connection has released the lock already, and its error is the one to report.
    await client.query(`SELECT pg_advisory_unlock(${lockKey})`).catch(() => {});
  }
}

/**
 * Takes the migration lock, and Prisma's own, to hold both until the session ends: no
 * migration begins meanwhile, whichever runner it uses. For those who change tables without migrating.
 *
 * @param waitMs how long to wait for whoever holds one of them
 * @returns false when they were not to be had; none is held then
 */
export async function holdMigrations(client: pg.Client, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  if (!(await waitFor(client, lockKey, deadline))) return false;
  if (await waitFor(client, prismaLockKey, deadline)) return true;
  await client.query(`SELECT pg_advisory_unlock(${lockKey})`);
  return false;
}

/** Takes Prisma's own lock until the session ends, so that nobody takes up what this session still runs. */
export async function holdPrismaLock(client: pg.Client): Promise<void> {
  await waitFor(client, prismaLockKey);
}

async function takeLock(
  client: pg.Client,
  key: string,
  onWait: (holder: LockHolder | undefined) => void,
): Promise<void> {
  if (await tryLock(client, key)) return;
  onWait(await readLockHolder(client));
  await waitFor(client, key);
}

const pauseMs = 50;

// Asks again and again: a statement that waits holds a snapshot, and CREATE INDEX CONCURRENTLY of the
// one we wait for would wait for that, for ever, since the server sees no deadlock in it.
async function waitFor(client: pg.Client, key: string, deadline = Infinity): Promise<boolean> {
  while (!(await tryLock(client, key))) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return true;
}

async function tryLock(client: pg.Client, key: string): Promise<boolean> {
  const { rows } = await client.query(`SELECT pg_try_advisory_lock(${key}) AS taken`);
  return rows[0].taken;
}

/** Another session that holds the migration lock of this database, or Prisma's own, if it can be seen. */
export async function readLockHolder(client: pg.Client): Promise<LockHolder | undefined> {
  const { rows } = await client.query<LockHolder>(`
    SELECT activity.pid, activity.application_name AS "applicationName",
           pg_catalog.host(activity.client_addr) AS address, activity.query_start AS since
      FROM pg_catalog.pg_locks AS lock
      JOIN pg_catalog.pg_stat_activity AS activity USING (pid)
     WHERE lock.locktype = 'advisory' AND lock.granted AND lock.pid <> pg_catalog.pg_backend_pid()
       AND ((lock.classid::bigint, lock.objid::bigint, lock.objsubid) = (${lockKey}, 2)
            OR (lock.classid::bigint, lock.objid::bigint, lock.objsubid) = (0, ${prismaLockKey}, 1))
       AND lock.database = (SELECT oid FROM pg_catalog.pg_database
                             WHERE datname = pg_catalog.current_database())
     ORDER BY lock.objsubid DESC LIMIT 1`);
  return rows[0];
}
