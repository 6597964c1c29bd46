import pg from "pg";

/** A value as an SQL literal; null as NULL. */
export function literal(value: string | number | null): string {
  if (value === null) return "NULL";
  return typeof value === "number" ? String(value) : pg.escapeLiteral(value);
}
