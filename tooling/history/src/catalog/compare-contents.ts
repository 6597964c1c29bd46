import { observedDifferences } from "@deepiri/observer";
import type { Contents } from "./contents.js";
import { type Difference, mapDifferences } from "./difference.js";
import { summarizeRows, type TableRows } from "./rows.js";
import { reading } from "./session.js";

/**
 * Compares all objects as pg-delta knows them and, by other code, as the catalogs say; the order of
 * columns; and the rows of all tables.
 *
 * @param again the rows of another database made in the same way as the wanted one: what differs there by
 *   itself, such as random keys and times, cannot be compared by value
 */
export async function compareContents(
  wanted: Contents,
  found: Contents,
  again: () => Promise<Contents["rows"]>,
): Promise<Difference[]> {
  return [
    ...mapDifferences(wanted.facts, found.facts, "pg-delta"),
    ...compareCatalogs(wanted, found),
    ...mapDifferences(
      wanted.columnOrder,
      found.columnOrder,
      "column order",
      (one, other) => `(${one}) and not (${other})`,
    ),
    ...(await compareRows(wanted, found, again)),
  ];
}

function compareCatalogs(wanted: Contents, found: Contents): Difference[] {
  return observedDifferences(wanted.observation, found.observation).map(
    ({ name, how, properties }) => ({
      object: name,
      how,
      seenBy: "catalogs",
      ...(properties.length > 0 && { detail: properties.join(", ") }),
    }),
  );
}

async function compareRows(
  wanted: Contents,
  found: Contents,
  again: () => Promise<Contents["rows"]>,
): Promise<Difference[]> {
  const suspects = [...wanted.rows].filter(([name, { whole }]) => {
    const other = found.rows.get(name);
    return other !== undefined && other.whole !== whole;
  });
  if (suspects.length === 0) return [];
  const third = await again();
  const differences: Difference[] = [];
  for (const [table, { columns }] of suspects) {
    const changing = changingColumns(columns, third.get(table));
    const summary = ({ url }: Contents): Promise<string> =>
      reading(url, (client) => summarizeRows(client, table, [...columns.keys()], changing));
    const isSame = (await summary(wanted)) === (await summary(found).catch(String));
    if (!isSame) differences.push({ object: `rows of ${table}`, how: "changed", seenBy: "rows" });
  }
  return differences;
}

function changingColumns(
  columns: ReadonlyMap<string, string>,
  again: TableRows | undefined,
): string[] {
  return [...columns].flatMap(([name, hash]) => (again?.columns.get(name) === hash ? [] : [name]));
}
