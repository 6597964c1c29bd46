import type pg from "pg";

/**
 * What can run SQL: a service client, the `tx` of its transaction, any generated Prisma client, or
 * `rawClient(pool)`. Functions of building blocks take it, whoever's tables they are called for.
 */
export interface RawClient {
  /** Runs a statement and gives its rows; `$1` and so on stand for the values. */
  $queryRawUnsafe<Rows = unknown>(sql: string, ...values: unknown[]): Promise<Rows>;
}

/**
 * SQL over pg, for programs without a generated client: workers, scripts.
 *
 * @param connection a pool, or a connection whose transaction the statements are to be part of
 */
export function rawClient(connection: Pick<pg.ClientBase, "query">): RawClient {
  return {
    $queryRawUnsafe: async <Rows>(sql: string, ...values: unknown[]) =>
      (await connection.query(sql, values)).rows as Rows,
  };
}
