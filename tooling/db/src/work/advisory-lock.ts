/** SQL: a lock of the server that a session holds for as long as it lives, by what it is about and a name. */
export interface NamedLock {
  /** The two numbers of the lock, of the name in `$1`. */
  readonly key: string;
  /** Whether a session holds it, for `lock` being a row of pg_locks and the name an expression. */
  isOf(name: string): string;
}

// Advisory locks are numbers per database: "work" and "jobs" in ASCII, then a hash of the name.
const [workers, runs] = [2003792491, 1785684595];

/** Held by a worker: what it has taken is safe from others as long as the server knows its session. */
export const workerLock = namedLock(workers);

/** Held by whoever runs a job, in the very session that does the work: it never runs twice at once. */
export const runLock = namedLock(runs);

function namedLock(kind: number): NamedLock {
  return {
    key: `${kind}, pg_catalog.hashtext($1)`,
    isOf: (name) =>
      `lock.locktype = 'advisory' AND lock.granted AND lock.classid::bigint = ${kind}
       AND lock.objid::bigint = (pg_catalog.hashtext(${name})::bigint & 4294967295)
       AND lock.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`,
  };
}
