import { createHash, randomUUID } from "node:crypto";
import type { Migration } from "@deepiri/workspace";
import pg from "pg";
import { historyTable } from "../engine/history.js";
import type { Script } from "./script.js";

/** The row of a history that tells of one migration while it runs. */
export interface HistoryRow {
  readonly schema: string;
  readonly id: string;
}

/** A migration that was begun before and not finished. */
export interface Earlier {
  /** Its history row. */
  readonly id: string;
  readonly checksum: string;
  /** How many of its statements are done. */
  readonly steps: number;
  /** Nobody could say what became of the statement after them: its process died meanwhile. */
  readonly wasCutOff: boolean;
}

/** Announces a migration that is about to run. */
export async function beginRow(
  client: pg.ClientBase,
  schema: string,
  { name, checksum }: Migration,
): Promise<HistoryRow> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO ${historyTable(schema)} (id, checksum, migration_name, started_at)
     VALUES ($1, $2, $3, pg_catalog.clock_timestamp())`,
    [id, checksum, name],
  );
  return { schema, id };
}

/** Goes on with one that was interrupted, of whose next failure nobody has been told. */
export async function resumeRow(client: pg.ClientBase, row: HistoryRow): Promise<HistoryRow> {
  await client.query(`UPDATE ${historyTable(row.schema)} SET logs = NULL WHERE id = $1`, [row.id]);
  return row;
}

/**
 * The statement that records that so many statements of a file are done, to be committed together with
 * them. Until all are, the checksum is that of the text that is done, so that the rest can be mended.
 */
export function recordSql(
  { schema, id }: HistoryRow,
  script: Script,
  migration: Migration,
  done: number,
): string {
  const isDone = done >= script.statements.length;
  return `UPDATE ${historyTable(schema)}
    SET applied_steps_count = ${Math.max(1, done)}, logs = NULL,
        checksum = ${pg.escapeLiteral(isDone ? migration.checksum : checksumOf(script, done))},
        finished_at = ${isDone ? "pg_catalog.clock_timestamp()" : "NULL"}
    WHERE id = ${pg.escapeLiteral(id)}`;
}

/** What the server said when a migration failed. */
export async function recordFailure(
  client: pg.ClientBase,
  { schema, id }: HistoryRow,
  logs: string,
): Promise<void> {
  await client.query(`UPDATE ${historyTable(schema)} SET logs = $1 WHERE id = $2`, [logs, id]);
}

/** SHA-256 of the text up to the end of so many statements. */
export function checksumOf({ sql, statements }: Script, done: number): string {
  const text = sql.slice(0, statements[done - 1]?.end ?? 0);
  return createHash("sha256").update(text).digest("hex");
}
