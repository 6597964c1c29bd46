import type { Queryable } from "../../session/queryable.js";

const cannotCoerce = "42846";

/**
 * SQL that turns a value of one type into another: PostgreSQL's own cast, or by way of its text where
 * it knows none, as between enum types and bounded words.
 */
export async function castOf(
  reader: Queryable,
  from: string,
  to: string,
): Promise<(column: string) => string> {
  // Blanks that pad a text are no part of it: an enum type would look for a word with them.
  if (from.startsWith("character(")) return (column) => `${column}::text::${to}`;
  try {
    await reader.query(`SELECT NULL::${from}::${to}`);
    return (column) => `${column}::${to}`;
  } catch (error) {
    if ((error as { code?: string }).code !== cannotCoerce) throw error;
    return (column) => `${column}::text::${to}`;
  }
}
