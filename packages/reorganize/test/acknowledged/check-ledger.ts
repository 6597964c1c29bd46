import type pg from "pg";
import type { Book } from "./book.js";
import type { Entry } from "./writer.js";

/** Everything that is not as the ledgers say: rows lost, there twice, or not as they were written last. */
export async function checkLedger(client: pg.Client, entries: readonly Entry[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const book of new Set(entries.map((entry) => entry.book))) {
    const found = await readRows(client, book);
    const own = entries.filter((entry) => entry.book === book);
    for (const { key, possible } of own) {
      const notes = found.get(key) ?? [];
      if (notes.length > 1) wrong.push(`${book.last.table} ${key} is there ${notes.length} times`);
      if (!possible.has(notes[0] ?? null))
        wrong.push(
          `${book.last.table} ${key}: ${told(possible)}, but is ${notes[0] ?? "not there"}`,
        );
    }
  }
  return wrong;
}

/** Every note under its key, from all places that count: names that are views show what others hold. */
async function readRows(client: pg.Client, { shapes }: Book): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { table, key, note } of shapes) {
    const { rows: kind } = await client.query(
      "SELECT relkind FROM pg_class WHERE oid = to_regclass($1)",
      [table],
    );
    if (kind[0]?.relkind !== "r") continue;
    const { rows } = await client.query(
      `SELECT ${key}::text AS key, ${note} AS note FROM ${table}`,
    );
    for (const row of rows) found.set(row.key, [...(found.get(row.key) ?? []), row.note]);
  }
  return found;
}

function told(possible: Entry["possible"]): string {
  return `should be ${[...possible].map((note) => note ?? "gone").join(" or ")}`;
}
