import type pg from "pg";

/** What runs one query and returns its rows: a session of the reorganization, or a client by `queryable`. */
export interface Queryable {
  /** Distinguishes it from a client of `pg`, which answers with a result. */
  readonly answers: "rows";
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** A client that gives the rows of a query alone. */
export function queryable(client: pg.ClientBase): Queryable {
  return {
    answers: "rows",
    query: async (sql, values = []) => (await client.query(sql, values)).rows,
  };
}
