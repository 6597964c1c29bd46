import { connectOnce } from "@deepiri/database";
import { buildMessyDatabase } from "@deepiri/reorganize-demo";
import { allDecided } from "@deepiri/reorganize-mapping";
import { createEmptyDatabase } from "@deepiri/test-database";
import type pg from "pg";
import { afterAll, beforeAll } from "vitest";
import mapping from "../../reorganize.js";
import { decisions } from "./old-database.js";

type Row = Record<string, unknown>;

/** An old database whose rows the queries of the mapping are asked about, without a move. */
interface Queries {
  /** What old programs write; taken back before the next test of the file asks. */
  write(sql: string): Promise<void>;
  /** Rows of a projection, as it is written. */
  rowsOf(projection: string, columns: string, where: string): Promise<Row[]>;
  /** What a decision asks. */
  asked(decision: string, decided?: Readonly<Record<string, unknown>>): Promise<Row[]>;
  rows(sql: string): Promise<Row[]>;
}

/** One for a test file; each test says within `alone` what it writes. */
export function useQueries(): { alone(body: (queries: Queries) => Promise<void>): Promise<void> } {
  let client: pg.Client;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await createEmptyDatabase("robbieverse");
    drop = database.drop;
    client = await connectOnce(database.url);
    await buildMessyDatabase(database.url, "robbieverse");
    // As the reorganization makes it.
    await client.query(`CREATE SCHEMA _reorganize;
      CREATE FUNCTION _reorganize.begun_at() RETURNS timestamptz LANGUAGE sql IMMUTABLE RETURN '2026-01-01Z'::timestamptz`);
  });
  afterAll(async () => {
    await client.end();
    await drop();
  });
  const rows = async (sql: string) => (await client.query(sql)).rows;
  const queries: Queries = {
    rows,
    write: async (sql) => {
      await client.query(sql);
    },
    rowsOf: (projection, columns, where) =>
      rows(
        `SELECT ${columns} FROM (${answered(mapping.projections?.[projection]?.query ?? "")}) AS one WHERE ${where}`,
      ),
    asked: (decision, decided = {}) =>
      rows(answered(mapping.decisions?.[decision]?.query ?? "", { [decision]: decided })),
  };
  return {
    alone: async (body) => {
      await client.query("BEGIN");
      try {
        await body(queries);
      } finally {
        await client.query("ROLLBACK");
      }
    },
  };
}

/** A query with the answers in it. */
function answered(
  query: string,
  decided: Readonly<Record<string, unknown>> = decisions.decided ?? {},
): string {
  return Object.entries(decided).reduce((sql, [name, answers]) => {
    const text = JSON.stringify(answers).replaceAll("'", "''");
    return sql.replaceAll(allDecided(name), () => `'${text}'::jsonb`);
  }, query);
}
