import { plainColumn } from "../catalog/table-name.js";

/** A table, or columns of it. */
export interface Subject {
  /** `schema.table` */
  readonly table: string;
  readonly columns?: readonly string[];
}

/** An object beside tables and their columns, or a table as one object among others. */
export interface ObjectName {
  readonly kind: "table" | "view" | "function" | "publication" | "foreign keys";
  /** `schema.name`, of a publication its name; of foreign keys the table that has them. */
  readonly name: string;
}

/** What both are called: `schema.table.column`, or the name of the object. */
export function subjectName(subject: Subject | ObjectName): string {
  if ("name" in subject) return subject.name;
  const [first, ...more] = subject.columns ?? [];
  if (first === undefined) return subject.table;
  return [plainColumn(subject.table, first), ...more].join(", ");
}
