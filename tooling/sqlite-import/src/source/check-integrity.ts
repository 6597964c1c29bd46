import { FileDamaged } from "../failure/errors.js";
import type { SqliteDatabase } from "./database.js";
import { restore } from "./header.js";

// Rows that break a rule of their table. They can be read, and are loaded as they are.
const brokenRule =
  /^(NULL value in |CHECK constraint failed in |NUMERIC value in |TEXT value in |non-\S+ value in )/;

/**
 * Has SQLite read every page and compare every index with its table.
 *
 * @returns what rows break rules of their tables, in SQLite's words
 * @throws FileDamaged naming the page or table
 */
export function checkIntegrity(database: SqliteDatabase): string[] {
  const found = database
    .all<{ integrity_check: string }>("PRAGMA integrity_check(100)")
    .flatMap(({ integrity_check: found }) => found.split("\n"))
    .filter((line) => line !== "ok" && !/^\*\*\* in database/.test(line));
  const damage = found.filter((line) => !brokenRule.test(line));
  if (damage.length > 0)
    throw new FileDamaged(
      `${database.file} is damaged: ${shown(damage.map((line) => withTable(database, line)))}. ${restore}`,
    );
  return found;
}

function shown(lines: readonly string[]): string {
  const more = lines.length > 3 ? `; and ${lines.length - 3} more` : "";
  return lines.slice(0, 3).join("; ") + more;
}

/** SQLite names the page on which a table begins; a person knows its name. */
function withTable(database: SqliteDatabase, line: string): string {
  const [, tree] = /^Tree (\d+)\b/.exec(line) ?? [];
  if (tree === undefined) return line;
  const [row] = readName(database, Number(tree));
  return row ? `in ${row.type} ${row.name}: ${line}` : line;
}

function readName(
  database: SqliteDatabase,
  page: number,
): readonly { readonly type: string; readonly name: string }[] {
  try {
    return database.all("SELECT type, name FROM sqlite_master WHERE rootpage = ?", [page]);
  } catch {
    return [];
  }
}
