import { columnOf, type Table } from "../../catalog/catalog.js";

const names = [
  "updated_at",
  "last_updated",
  "last_modified",
  "modified_at",
  "last_activity",
  "timestamp",
  "created_at",
];

/** The survivor's column that tells which version of a row is newer: a time that both tables have. */
export function newestColumn(
  survivor: Table,
  twin: Table,
  columns: ReadonlyMap<string, string>,
): string | undefined {
  const common = [...columns].filter(([from, to]) => isTime(twin, from) && isTime(survivor, to));
  return names.find((name) => common.some(([, to]) => to === name));
}

function isTime(table: Table, name: string): boolean {
  return /^(timestamp|date)\b/.test(columnOf(table, name)?.type ?? "");
}
