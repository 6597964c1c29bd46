import type { TablePackage } from "@deepiri/workspace";
import type pg from "pg";
import { historyTable } from "../engine/history.js";

/** What the database remembers of one migration; migrations rolled back are forgotten. */
export interface HistoryEntry {
  readonly name: string;
  readonly checksum: string;
  /** False while it runs, and for ever once it failed or its process died. */
  readonly finished: boolean;
  /** What the server said when it failed. */
  readonly logs: string | null;
}

/**
 * The histories of all given packages in two statements, oldest entry first. A package without a
 * history table is absent from the result.
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
          SELECT '${schema}' AS history_schema, migration_name AS name, checksum, logs,
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
 * Forgets migrations that never finished, so that they are tried again. Script and history row commit
 * together, so nothing of them is left; for those that cannot run in a transaction see interrupted.ts.
 */
export async function forgetUnfinished(
  client: pg.Client,
  historySchema: string,
): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `UPDATE ${historyTable(historySchema)} SET rolled_back_at = now()
      WHERE finished_at IS NULL AND rolled_back_at IS NULL
      RETURNING migration_name AS name`,
  );
  return rows.map(({ name }) => name);
}

async function readHistorySchemas(
  client: pg.Client,
  packages: readonly TablePackage[],
): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT namespace.nspname AS name
       FROM pg_catalog.pg_class AS class
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
      WHERE class.relname = '_prisma_migrations' AND namespace.nspname = ANY ($1)`,
    [packages.map(({ historySchema }) => historySchema)],
  );
  return rows.map(({ name }) => name);
}
