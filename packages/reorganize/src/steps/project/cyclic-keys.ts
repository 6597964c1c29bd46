import type { Catalog, Constraint, Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";

/**
 * Foreign keys of the table along which its rows lead back to it, and which may be null: no order of rows
 * satisfies them at once, so they are set when both rows are there.
 */
export function cyclicKeys(table: Table, { tables }: Catalog): Constraint[] {
  return table.constraints.filter(
    ({ kind, references, columns }) =>
      kind === "foreign key" &&
      references !== null &&
      columns.every((name) => !isRequired(table, name)) &&
      leads(references.table, plainName(table), tables),
  );
}

function isRequired({ columns }: Table, name: string): boolean {
  return columns.some((column) => column.name === name && column.notNull);
}

function leads(from: string, to: string, tables: Catalog["tables"]): boolean {
  const seen = new Set<string>();
  const visit = (name: string): boolean => {
    if (name === to) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return (tables.get(name)?.constraints ?? []).some(
      ({ references }) => references !== null && visit(references.table),
    );
  };
  return visit(from);
}
