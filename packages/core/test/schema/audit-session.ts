import type { TestDatabase } from "@deepiri/test-database";
import type { PoolClient } from "pg";

/** What the audit trigger reads from the session. */
export type Settings = Readonly<
  Partial<Record<"app.current_user_id" | "app.ip_address" | "app.user_agent" | "app.audit", string>>
>;

/** Runs the work in one transaction that holds the settings, and commits it. */
export async function withSettings<T>(
  db: TestDatabase,
  settings: Settings,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query("BEGIN");
    for (const [name, value] of Object.entries(settings)) {
      await client.query("SELECT set_config($1, $2, true)", [name, value]);
    }
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

/** One row of the audit log. */
export interface LogRow {
  readonly entity_type: string;
  readonly action: string;
  readonly user_id: string | null;
  readonly old_data: Record<string, unknown> | null;
  readonly new_data: Record<string, unknown> | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
}

/** The log of one row, in no particular order. */
export function readLog(db: TestDatabase, entityId: string): Promise<LogRow[]> {
  return db.query<LogRow>(
    `SELECT entity_type, action, user_id, old_data, new_data, host(ip_address) AS ip_address, user_agent
     FROM audit.activity_logs WHERE entity_id = $1`,
    [entityId],
  );
}
