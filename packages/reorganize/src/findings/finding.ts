/** Every kind of conflict, in the order in which they are told, with what it means. */
export const conflictKinds = {
  "several places": "rows of one table lie in several",
  "same key": "keys that are in several of these places",
  "other place": "a table lies elsewhere than it should",
  "other shape": "a table of the right name is another table",
  "missing table": "the target has it, the database does not",
  unowned: "tables that no package owns",
  placeholder: "empty stand-ins for a table",
  history: "a migration history that several share",
  "failed migration": "migrations in it that never finished",
  "missing column": "the target has it, the table does not",
  "extra column": "the table has it, the target does not",
  "column name": "a column under another name",
  type: "a column of another type",
  rules: "constraints and indexes that differ",
  "null rows": "null where the target has none",
  check: "rows that break a CHECK of the target",
  "too long": "values longer than the target takes",
  cast: "values that the target's type does not take",
  orphan: "rows that point to nothing",
  duplicate: "rows that break a unique rule of the target",
  "self reference": "rows that point to themselves",
  cycle: "rows that point to each other in a circle",
  "dangling trigger": "triggers that write to a missing table",
  "dependent view": "views of others on tables with an owner",
  "dependent routine": "functions of others that name tables with an owner",
  "dependent publication": "publications of tables with an owner",
  "dependent key": "foreign keys of others to tables with an owner",
  "not checked": "what could not be found out",
} as const;

export type ConflictKind = keyof typeof conflictKinds;

/** One thing that stands between the database and the target, with its evidence. */
export interface Conflict {
  readonly kind: ConflictKind;
  /** `schema.table`, `schema.table.column`, or the name of another object. */
  readonly on: string;
  /** One sentence. It holds names of objects and numbers, never a value of a row. */
  readonly what: string;
  /** Rows it concerns; objects where it concerns none. */
  readonly count: number;
  /** Up to five primary keys of such rows as text, unless the key itself is a secret. */
  readonly samples: readonly string[];
}

/** Name of a column for `on`. */
export function columnName(table: string, column: string): string {
  return `${table}.${column}`;
}

/** "1 row", "1,200 rows". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
