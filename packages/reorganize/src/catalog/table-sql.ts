import { quoteTable } from "@deepiri/database";
import { parseTableName } from "./table-name.js";

/** The table that `plainName` has named, as SQL. */
export function tableSql(table: string): string {
  const { schema, name } = parseTableName(table);
  return quoteTable(schema, name);
}
