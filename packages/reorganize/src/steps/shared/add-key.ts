import { quoteIdentifier } from "@deepiri/database";
import type { Constraint } from "../../catalog/catalog.js";

/** SQL that makes a primary key or unique constraint of a unique index that is there, without a scan. */
export function addKeySql(
  table: string,
  { name, kind, deferrable, initiallyDeferred }: Constraint,
  index: string,
): string {
  const what = kind === "primary key" ? "PRIMARY KEY" : "UNIQUE";
  const when = `${deferrable ? " DEFERRABLE" : ""}${initiallyDeferred ? " INITIALLY DEFERRED" : ""}`;
  return `ALTER TABLE ${table} ADD CONSTRAINT ${quoteIdentifier(name)} ${what} USING INDEX ${quoteIdentifier(index)}${when}`;
}
