import { quoteIdentifier } from "@deepiri/database";

/** SQL that creates the schema. */
export function createSchema(schema: string): string {
  return `CREATE SCHEMA ${quoteIdentifier(schema)}`;
}
