import { quoteIdentifier } from "@deepiri/database";
import {
  type Catalog,
  type Column,
  type Constraint,
  columnOf,
  type Table,
} from "../../catalog/catalog.js";
import type { TargetTypes } from "../../findings/target-types.js";
import type { Mapping } from "../../plan/mapping.js";
import { literal } from "../../session/literal.js";

/** A table, and what it is compared with. */
export interface Subject {
  readonly table: Table;
  readonly wanted: Table;
  readonly here: Catalog;
  readonly target: Catalog;
  readonly mapping: Mapping;
  /** The target's types as the server knows them. */
  readonly types: TargetTypes;
  /** Tables that rows are taken from: a key that leads there holds no longer. */
  readonly losing: ReadonlySet<string>;
  /** SQL of the rows of a table that the table refers to. */
  readonly rowsOf: (parent: Table, child: Table) => string;
}

/** The labels of the target's enum type, where the column is something else yet. */
export function newLabels(
  { target }: Subject,
  column: Column,
  goal: Column,
): readonly string[] | undefined {
  return column.type === goal.type ? undefined : target.enums.get(goal.enumType ?? "")?.labels;
}

export function newChecks({
  table,
  wanted,
}: Subject): { name: string; expression: string; columns: readonly string[] }[] {
  const present = new Set(table.constraints.map(({ definition }) => definition));
  const names = new Set(table.columns.map(({ name }) => name));
  return wanted.constraints
    .filter(
      ({ kind, definition, columns }) =>
        kind === "check" && !present.has(definition) && columns.every((name) => names.has(name)),
    )
    .map(({ name, expression, columns }) => ({ name, expression: expression ?? "true", columns }));
}

export function newKeys({ table, wanted, losing }: Subject): Constraint[] {
  const same = (one: Constraint, other: Constraint): boolean =>
    one.validated &&
    one.columns.join() === other.columns.join() &&
    one.references?.table === other.references?.table;
  return wanted.constraints.filter(
    (key) =>
      key.kind === "foreign key" &&
      key.columns.every((name) => columnOf(table, name)) &&
      (losing.has(key.references?.table ?? "") ||
        !table.constraints.some((one) => one.kind === "foreign key" && same(one, key))),
  );
}

export function mayBeNull({ table, wanted, mapping }: Subject, { columns }: Constraint): boolean {
  const [name = ""] = columns;
  return (
    columns.length === 1 &&
    mapping.otherwise.orphan === "null" &&
    // The table refuses null too until its columns are changed.
    columnOf(table, name)?.notNull === false &&
    columnOf(wanted, name)?.notNull === false
  );
}

/** True for a row whose key leads nowhere; all do when the table it leads to is not there yet. */
export function isOrphan(
  { table, here, rowsOf }: Subject,
  { columns, references }: Constraint,
): string {
  const present = columns.map((name) => `r.${quoteIdentifier(name)} IS NOT NULL`).join(" AND ");
  const parent = references && here.tables.get(references.table);
  if (!parent) return present;
  const same = columns.map(
    (name, index) =>
      `parent.${quoteIdentifier(references.columns[index] ?? "")} = r.${quoteIdentifier(name)}`,
  );
  return `${present} AND NOT EXISTS (SELECT FROM ${rowsOf(parent, table)} AS parent WHERE ${same.join(" AND ")})`;
}

/** SQL of an array of texts. */
export function textArray(values: readonly string[]): string {
  return `ARRAY[${values.map(literal).join(", ")}]::text[]`;
}
