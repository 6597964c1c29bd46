/** Rows of a catalogue query, by the oid of the table they belong to. */
export function groupByTable<Row extends { readonly table: number }>(
  rows: readonly Row[],
): Map<number, Omit<Row, "table">[]> {
  const groups = new Map<number, Omit<Row, "table">[]>();
  for (const { table, ...row } of rows) groups.set(table, [...(groups.get(table) ?? []), row]);
  return groups;
}

/** Rows of what a reader answered, whether it gives them bare or in a result. */
export function rowsOf<Row>(answer: unknown): Row[] {
  return Array.isArray(answer) ? answer : (answer as { rows: Row[] }).rows;
}

/** SQL: whether a schema is neither the server's nor that of a reorganization. */
export const ofPeople = `nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname <> '_reorganize'`;
