import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, type Constraint, sqlName, type Table } from "../../catalog/catalog.js";
import type { Run } from "../../plan/step.js";
import type { ForeignKey } from "./foreign-key.js";

/** The run that does to orphans what ON DELETE CASCADE or SET NULL would have done, had the keys been there. */
export function applyOnDelete(keys: readonly ForeignKey[], { tables }: Catalog): Run[] {
  const sql = keys.flatMap(({ table, key }) => {
    const parent = tables.get(key.references?.table ?? "");
    return parent && hasAction(key) ? [actOnOrphans(table, key, parent)] : [];
  });
  return sql.length === 0 ? [] : [{ how: "transaction", silent: true, scans: true, sql }];
}

function hasAction({ validated, references }: Constraint): boolean {
  return validated && ["c", "n"].includes(references?.onDelete ?? "");
}

function actOnOrphans(table: Table, { columns, references }: Constraint, parent: Table): string {
  const names = columns.map(quoteIdentifier);
  const same = (references?.columns ?? []).map(
    (name, at) => `parent.${quoteIdentifier(name)} = r.${names[at]}`,
  );
  const orphans = `${names.map((name) => `r.${name} IS NOT NULL`).join(" AND ")}
    AND NOT EXISTS (SELECT FROM ${sqlName(parent)} AS parent WHERE ${same.join(" AND ")})`;
  return references?.onDelete === "c"
    ? `DELETE FROM ${sqlName(table)} AS r WHERE ${orphans}`
    : `UPDATE ${sqlName(table)} AS r SET ${names.map((name) => `${name} = NULL`).join(", ")} WHERE ${orphans}`;
}
