import type { TablePackage } from "@deepiri/workspace";
import type pg from "pg";
import { historyTable } from "../engine/history.js";
import { HistoryUnreadableError } from "./errors.js";

/** What the database remembers of one migration; migrations rolled back are forgotten. */
export interface HistoryEntry {
  readonly name: string;
  readonly checksum: string;
  /** False while it runs, and for ever once it failed or its process died. */
  readonly finished: boolean;
  /** What the server said when it failed. */
  readonly logs: string | null;
  /** Its row. */
  readonly id: string;
  /** How many of its statements are done, as far as it runs by parts. */
  readonly steps: number;
}

/**
 * The histories of all given packages in two statements, oldest entry first. A package without a
 * history table is absent from the result.
 *
 * @throws HistoryUnreadableError when the login may not read one that is there
 */
export async function readHistories(
  client: pg.Client,
  packages: readonly TablePackage[],
): Promise<Map<string, HistoryEntry[]>> {
  const present = await readHistorySchemas(client, packages);
  const histories = new Map<string, HistoryEntry[]>(present.map((schema) => [schema, []]));
  if (present.length === 0) return histories;
  const { rows } = await client.query<HistoryEntry & { history_schema: string }>(
    present
      .map(
        (schema) => `
          SELECT '${schema}' AS history_schema, migration_name AS name, checksum, logs, id, applied_steps_count AS steps,
                 finished_at IS NOT NULL AS finished, started_at
            FROM ${historyTable(schema)}
           WHERE rolled_back_at IS NULL`,
      )
      .join(" UNION ALL ")
      .concat(" ORDER BY started_at, name"),
  );
  for (const { history_schema, ...entry } of rows) histories.get(history_schema)?.push(entry);
  return histories;
}

/**
 * Forgets migrations of which no part was done, so that they are tried again from their first line. A part
 * and its history row commit together, so nothing of them is left but what a statement that cannot run in a
 * transaction leaves; that is cleared away when it runs again.
 */
export async function forgetUnfinished(
  client: pg.Client,
  historySchema: string,
): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `UPDATE ${historyTable(historySchema)} SET rolled_back_at = now()
      WHERE finished_at IS NULL AND rolled_back_at IS NULL AND applied_steps_count = 0
      RETURNING migration_name AS name`,
  );
  return rows.map(({ name }) => name);
}

async function readHistorySchemas(
  client: pg.Client,
  packages: readonly TablePackage[],
): Promise<string[]> {
  const { rows } = await client.query<{ name: string; readable: boolean }>(
    `SELECT namespace.nspname AS name,
            pg_catalog.has_schema_privilege(namespace.oid, 'USAGE')
              AND pg_catalog.has_table_privilege(class.oid, 'SELECT') AS readable
       FROM pg_catalog.pg_class AS class
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
      WHERE class.relname = '_prisma_migrations' AND namespace.nspname = ANY ($1)
      ORDER BY 1`,
    [packages.map(({ historySchema }) => historySchema)],
  );
  const hidden = rows.filter(({ readable }) => !readable).map(({ name }) => name);
  if (hidden.length > 0) throw await unreadable(client, hidden);
  return rows.map(({ name }) => name);
}

async function unreadable(client: pg.Client, schemas: string[]): Promise<HistoryUnreadableError> {
  const { rows } = await client.query<{ user: string; database: string }>(
    "SELECT current_user::text AS user, pg_catalog.current_database()::text AS database",
  );
  const { user = "", database = "" } = rows[0] ?? {};
  return new HistoryUnreadableError(database, user, schemas);
}
