import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type { Table } from "../catalog/catalog.js";
import type { AlterTableCommand } from "../statement/tree.js";
import { type Labelled, safe } from "./part.js";

/** With a valid rule in place, SET NOT NULL does not read the table. */
export function liveNotNull(table: Table, { name = "" }: AlterTableCommand): Labelled[] {
  const alter = `ALTER TABLE ${quoteTable(table.schema, table.name)}`;
  const column = quoteIdentifier(name);
  const rule = quoteIdentifier(ruleName(table.name, name));
  return [
    safe("", `${alter} ADD CONSTRAINT ${rule} CHECK (${column} IS NOT NULL) NOT VALID`),
    {
      label: "validate",
      sql: `${alter} VALIDATE CONSTRAINT ${rule}`,
      hazards: [`rows with null in column ${name} make it fail`],
    },
    safe("validate", `${alter} ALTER COLUMN ${column} SET NOT NULL, DROP CONSTRAINT ${rule}`),
  ];
}

// At most 63 bytes, cut where no character is.
function ruleName(table: string, column: string): string {
  const suffix = "_is_filled";
  let stem = `${table}_${column}`;
  while (Buffer.byteLength(stem + suffix) > 63) stem = [...stem].slice(0, -1).join("");
  return stem + suffix;
}
