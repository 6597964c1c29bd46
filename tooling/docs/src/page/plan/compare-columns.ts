import type { Column, Table } from "../../model/model.js";

/** What becomes of one column between two tables. */
export interface ColumnChange {
  readonly before?: Column;
  readonly after?: Column;
}

/**
 * Columns that are not the same on both sides: renamed, of another type, gone or new.
 *
 * @param renamed old name to new one
 */
export function compareColumns(
  before: Table,
  after: Table,
  renamed: Readonly<Record<string, string>>,
): ColumnChange[] {
  const newName = (name: string): string => renamed[name] ?? name;
  const changed = before.columns.flatMap((column): ColumnChange[] => {
    const successor = after.columns.find(({ name }) => name === newName(column.name));
    if (!successor) return [{ before: column }];
    const isSame = successor.name === column.name && successor.type === column.type;
    return isSame ? [] : [{ before: column, after: successor }];
  });
  const reached = new Set(before.columns.map(({ name }) => newName(name)));
  const added = after.columns.filter(({ name }) => !reached.has(name));
  return [...changed, ...added.map((column) => ({ after: column }))];
}
