import { quoteTable } from "@deepiri/database";
import { type HistoryRow, historyTable } from "../../catalog/migration-history.js";
import type { Run } from "../../plan/step.js";
import { literal } from "../../session/literal.js";

/** Removes what was recorded. */
export function inverseOf(schema: string, rows: readonly HistoryRow[]): Run[] {
  const names = rows.map(({ name }) => literal(name)).join(", ");
  const sql = `DELETE FROM ${quoteTable(schema, historyTable)} WHERE migration_name IN (${names})`;
  return [{ how: "transaction", sql: [sql] }];
}
