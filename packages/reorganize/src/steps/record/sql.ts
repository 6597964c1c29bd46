import { quoteTable } from "@deepiri/database";
import { type HistoryRow, historyTable } from "../../catalog/migration-history.js";
import { literal } from "../../session/literal.js";

/** SQL that records migrations as applied. */
export function recordSql(schema: string, rows: readonly HistoryRow[]): string {
  const values = rows.map(
    ({ name, checksum, steps }) =>
      `(pg_catalog.gen_random_uuid()::text, ${literal(checksum)}, pg_catalog.clock_timestamp(), ${literal(name)}, ${steps})`,
  );
  return `INSERT INTO ${quoteTable(schema, historyTable)} (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ${values.join(", ")}`;
}
