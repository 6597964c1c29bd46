import { FileDamaged } from "../failure/errors.js";
import type { SqliteDatabase } from "./database.js";
import { restore } from "./header.js";
import { quoteSqlite } from "./quote.js";

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
  const found = findFaults(database);
  const damage = found.filter((line) => !brokenRule.test(line));
  if (damage.length === 0) return found;
  const more = damage.length > 3 ? `; and ${damage.length - 3} more` : "";
  throw new FileDamaged(
    `${database.file} is damaged: ${damage.slice(0, 3).join("; ")}${more}. ${restore}`,
  );
}

function findFaults(database: SqliteDatabase): string[] {
  const found: string[] = [];
  try {
    for (const row of database.iterate<{ integrity_check: string }>("PRAGMA integrity_check(100)"))
      found.push(...row.integrity_check.split("\n").filter(isFault));
  } catch (error) {
    // Its own reading stumbled; it is still worth knowing where.
    if (!(error instanceof FileDamaged)) throw error;
    const unreadable = findUnreadable(database);
    if (unreadable.length + found.length === 0) throw error;
    found.push(...unreadable.map((name) => `table ${name} cannot be read to its end`));
  }
  return found.map((line) => withTable(database, line));
}

function isFault(line: string): boolean {
  return line !== "ok" && !line.startsWith("*** in database");
}

function findUnreadable(database: SqliteDatabase): string[] {
  const tables = database.all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0",
  );
  return tables.map(({ name }) => name).filter((name) => !isReadable(database, name));
}

function isReadable(database: SqliteDatabase, table: string): boolean {
  try {
    database.all(`SELECT count(*) FROM main.${quoteSqlite(table)} NOT INDEXED`);
    return true;
  } catch {
    return false;
  }
}

/** SQLite names the page on which a table begins; a person knows its name. */
function withTable(database: SqliteDatabase, line: string): string {
  const [, tree] = /^Tree (\d+)\b/.exec(line) ?? [];
  if (tree === undefined) return line;
  const [row] = database.all<{ type: string; name: string }>(
    "SELECT type, name FROM sqlite_master WHERE rootpage = ?",
    [Number(tree)],
  );
  return row ? `in ${row.type} ${row.name}: ${line}` : line;
}
