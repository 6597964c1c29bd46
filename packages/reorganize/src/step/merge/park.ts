import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { ownSchema } from "../../apply/journal.js";
import { sqlName } from "../../inventory/catalogue.js";
import { type Pair, parked } from "./pair.js";

/** SQL that puts the twin out of sight, with its indexes and sequences. */
export function park({ twin }: Pair): string[] {
  const name = parked(twin).name;
  return [
    // Renamed first: our schema has tables of its own, and the twin may have the name of one.
    `ALTER TABLE ${sqlName(twin)} RENAME TO ${quoteIdentifier(name)}`,
    `ALTER TABLE ${quoteTable(twin.schema, name)} SET SCHEMA ${ownSchema}`,
  ];
}

/** SQL that puts it back in its place. */
export function unpark({ twin }: Pair): string[] {
  const name = parked(twin).name;
  return [
    `ALTER TABLE ${quoteTable(ownSchema, name)} SET SCHEMA ${quoteIdentifier(twin.schema)}`,
    `ALTER TABLE ${quoteTable(twin.schema, name)} RENAME TO ${quoteIdentifier(twin.name)}`,
  ];
}
