import type pg from "pg";
import { keyOf } from "../catalog/relations.js";
import { readTables } from "../catalog/tables.js";
import { AlreadyThere } from "../errors.js";
import type { SavedTable } from "../folder/manifest.js";
import { type RowSum, sumRows } from "../rows/copy-rows.js";
import type { Selection } from "../selection/selection.js";
import type { Existing } from "./existing.js";

/**
 * Histories of packages that say the same as in the backup: whoever drops a package's tables leaves its
 * history behind.
 *
 * @throws AlreadyThere naming whatever else would be restored and is there
 */
export async function keptTables(
  client: pg.Client,
  tables: readonly SavedTable[],
  histories: readonly string[],
  selection: Selection,
  existing: Existing,
): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  const there = new Map((await readTables(client)).map((one) => [keyOf(one), one]));
  for (const saved of tables.filter(({ schema }) => histories.includes(schema))) {
    const table = there.get(keyOf(saved));
    if (table && isSame(await sumRows(client, { table }), saved)) kept.add(keyOf(saved));
  }
  const inTheWay = selection.relations
    .map(keyOf)
    .filter((one) => existing.relations.has(one) && !kept.has(one));
  if (inTheWay.length > 0) throw alreadyThere(inTheWay);
  return kept;
}

function isSame(sum: RowSum, saved: SavedTable): boolean {
  return sum.rows === saved.rows && sum.checksum === saved.checksum;
}

function alreadyThere(names: readonly string[]): AlreadyThere {
  const shown = names.slice(0, 10).join(", ");
  const more = names.length > 10 ? ` and ${names.length - 10} more` : "";
  return new AlreadyThere(
    `The database has ${shown}${more} already, and a restore never overwrites. Restore into an empty database, name the schema or package that is missing (--schema, --package), or drop these tables first.`,
  );
}
