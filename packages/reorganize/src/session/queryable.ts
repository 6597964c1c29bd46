import type pg from "pg";

/** What runs a query and returns its rows: a session of the reorganization, or a client by `queryable`. */
export interface Queryable {
  /** Distinguishes it from a client of `pg`, which answers with a result. */
  readonly answers: "rows";
  /** Of several statements in one message, which have no values, the rows of all. */
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** A client that gives the rows of a query alone. */
export function queryable(client: pg.ClientBase): Queryable {
  return {
    answers: "rows",
    query: async (sql, values = []) =>
      values.length === 0 ? rowsOf(client, sql) : (await client.query(sql, values)).rows,
  };
}

/** The rows of all statements that are sent in one message. */
export async function rowsOf<Row>(client: pg.ClientBase, sql: string): Promise<Row[]> {
  const results: pg.QueryResult | pg.QueryResult[] = await client.query(sql);
  return Array.isArray(results) ? results.flatMap(({ rows }) => rows) : results.rows;
}
