import { lockTimeoutMs } from "@deepiri/database/session";

/** How long a transaction that only changes the catalog may take. */
const statementTimeoutMs = 60_000;

/** A statement that PostgreSQL refuses in a transaction. */
export interface Lone {
  readonly sql: string;
  readonly cleanUp?: string | undefined;
  /** Both run CONCURRENTLY. */
  readonly concurrent?: boolean | undefined;
}

/** The terms on which a transaction runs. */
export interface Terms {
  readonly silent?: boolean | undefined;
  readonly scans?: boolean | undefined;
  /** It handles a batch of rows, found by keys. */
  readonly walks?: boolean | undefined;
  /** All it reads is as at one moment. */
  readonly snapshot?: boolean | undefined;
}

// Planned for a batch as if it were any number of rows, a join would read the whole table each time.
const byKeys = ["enable_seqscan", "enable_hashjoin", "enable_mergejoin"];

/** What a transaction on these terms begins with. */
export function settings({ silent, scans, walks, snapshot }: Terms): string[] {
  return [
    ...(snapshot ? ["SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"] : []),
    `SET LOCAL lock_timeout = ${lockTimeoutMs}`,
    `SET LOCAL statement_timeout = ${scans ? 0 : statementTimeoutMs}`,
    ...(silent ? ["SET LOCAL session_replication_role = replica"] : []),
    ...(walks ? byKeys.map((name) => `SET LOCAL ${name} = off`) : []),
  ];
}
