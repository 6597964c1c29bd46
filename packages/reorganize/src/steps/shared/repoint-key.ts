import { quoteIdentifier } from "@deepiri/database";
import { type Constraint, columnOf, sqlName, type Table } from "../../catalog/catalog.js";
import { comparableType } from "./comparable-type.js";
import type { Successor } from "./successor.js";

/**
 * Whether a foreign key that points to the table can point to its successor: PostgreSQL points a key
 * only to columns that a unique index keeps apart, of a type it can compare.
 */
export function canRepoint(
  { references }: Constraint,
  table: Table,
  successor: Successor,
): boolean {
  const names = references?.columns ?? [];
  const wanted = names.map((name) => successor.columns.get(name)?.now);
  const isComparable = names.every((name, at) => {
    const [old, now] = [columnOf(table, name), columnOf(successor.table, wanted[at] ?? "")];
    return old && now && comparableType(old.type) === comparableType(now.type);
  });
  return (
    isComparable &&
    successor.table.constraints.some(
      ({ kind, columns }) =>
        (kind === "primary key" || kind === "unique") &&
        columns.length === wanted.length &&
        wanted.every((name) => columns.includes(name ?? "")),
    )
  );
}

const name = '(?:[^"(]|"(?:[^"]|"")*")+';
const list = '\\((?:[^")]|"(?:[^"]|"")*")*\\)';
const form = new RegExp(`^(FOREIGN KEY ${list} REFERENCES )${name}${list}`);

/** The definition of the key, as PostgreSQL prints it, that points to the successor. */
export function repointed({ definition, references }: Constraint, successor: Successor): string {
  const columns = (references?.columns ?? []).map((column) =>
    quoteIdentifier(successor.columns.get(column)?.name ?? column),
  );
  return definition.replace(
    form,
    (_, begin) => `${begin}${sqlName(successor)}(${columns.join(", ")})`,
  );
}
