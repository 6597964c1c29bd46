/** Rows of a catalog query, by the oid of the table they belong to. */
export function groupByTable<Row extends { readonly table: number }>(
  rows: readonly Row[],
): Map<number, Omit<Row, "table">[]> {
  const groups = new Map<number, Omit<Row, "table">[]>();
  for (const { table, ...row } of rows) groups.set(table, [...(groups.get(table) ?? []), row]);
  return groups;
}
