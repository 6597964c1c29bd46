import { plainColumn } from "../catalog/table-name.js";

/** A table, or columns of it. */
export interface Subject {
  /** `schema.table` */
  readonly table: string;
  readonly columns?: readonly string[];
}

/** An object beside tables and their columns, or a table as one object among others. */
export interface ObjectName {
  readonly kind:
    | "table"
    | "view"
    | "function"
    | "publication"
    | "foreign keys"
    | "event trigger"
    | "step"
    | "object";
  /**
   * `schema.name`, of a publication and an event trigger its name; of foreign keys the table that has them; of a step
   * what it does; of any other object its kind and name.
   */
  readonly name: string;
}

/** A value about which a decision of the mapping is. */
export interface DecidedValue {
  /** The decision's name. */
  readonly decision: string;
  readonly value: string;
}

/** What each is called: `schema.table.column`, the name of the object, or the value with the decision's name. */
export function subjectName(subject: Subject | ObjectName | DecidedValue): string {
  if ("name" in subject) return subject.name;
  if ("decision" in subject) return `${subject.decision}: ${subject.value}`;
  const [first, ...more] = subject.columns ?? [];
  if (first === undefined) return subject.table;
  return [plainColumn(subject.table, first), ...more].join(", ");
}
