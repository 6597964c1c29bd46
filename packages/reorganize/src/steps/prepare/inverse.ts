import { quoteIdentifier } from "@deepiri/database";

/** SQL that drops the schema, which is empty again by then. */
export function dropSchema(schema: string): string {
  return `DROP SCHEMA ${quoteIdentifier(schema)}`;
}
