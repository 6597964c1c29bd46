import { type RawClient, rawClient } from "@deepiri/database";
import type pg from "pg";
import type { TransactionalClient } from "./projection/projection.js";

/** Transactions over a pool of pg, for workers and scripts without a generated client. */
export function transactional(pool: Pick<pg.Pool, "connect" | "query">): TransactionalClient {
  return {
    $queryRawUnsafe: async <Rows>(sql: string, ...values: unknown[]) =>
      (await pool.query(sql, values)).rows as Rows,
    transaction: async <Result>(work: (tx: RawClient) => Promise<Result>) => {
      const connection = await pool.connect();
      let broken: Error | undefined;
      try {
        await connection.query("BEGIN");
        const result = await work(rawClient(connection));
        await connection.query("COMMIT");
        return result;
      } catch (error) {
        await connection.query("ROLLBACK").catch((failure: Error) => {
          broken = failure;
        });
        throw error;
      } finally {
        connection.release(broken);
      }
    },
  };
}
