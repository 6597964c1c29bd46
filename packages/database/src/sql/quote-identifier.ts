/** The name as SQL: in double quotes, so that `Order-Items` and reserved words stay what they are. */
export function quoteIdentifier(name: string): string {
  if (name === "" || name.includes("\0")) {
    throw new TypeError("An identifier must not be empty or hold a zero byte");
  }
  return `"${name.replaceAll('"', '""')}"`;
}

/** The table as SQL and as every message names it: `"schema"."table"`. */
export function quoteTable(schema: string, name: string): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
