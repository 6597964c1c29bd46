import type { Source } from "./plan.js";

/** What the column of a source is called after the last step. Columns may have the names of what any object has. */
export function nameAfter({ columns }: Pick<Source, "columns">, name: string): string {
  return Object.hasOwn(columns, name) ? (columns[name] as string) : name;
}
