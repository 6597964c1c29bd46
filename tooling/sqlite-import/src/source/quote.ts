/** A name as SQLite's SQL. Unlike PostgreSQL, SQLite has empty names too. */
export function quoteSqlite(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
