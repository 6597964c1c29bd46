import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, columnOf, sqlName } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { waiting } from "../../ledger/lineage.js";
import { literal } from "../../session/literal.js";
import type { Projecting } from "./projecting.js";

/**
 * SQL of units, with their `projection`, that wait for a row that is there. Two transactions at once do not see each
 * other: one begins to wait for the row, while the other brings it and finds nobody who waits.
 */
export function waitingInVain({ projection, references }: Projecting, catalog: Catalog): string {
  // A key of its own table is also one that another row may be in the way of.
  const others = references.filter(({ parent }) => parent !== plainName(projection.to));
  const all = others.flatMap(({ parent, parentColumns }) =>
    waitingFor(projection.name, parent, parentColumns, catalog, ""),
  );
  return all.length > 0 ? all.join("\nUNION ") : nobody;
}

const nobody = `SELECT projection, unit FROM ${waiting} WHERE false`;

/** SQL of all units that may come in if they are tried again: those above, and who waits for a row to go that has gone. */
export function worthRetrying(
  { projection, references, referrers, watched }: Projecting,
  catalog: Catalog,
): string {
  const { name, to } = projection;
  return [
    ...references.flatMap((one) => waitingFor(name, one.parent, one.parentColumns, catalog, "")),
    ...referrers.flatMap((one) => waitingFor(name, one.table, one.columns, catalog, "NOT ")),
    ...watched.unique.flatMap((list) => waitingFor(name, plainName(to), list, catalog, "NOT ")),
    `SELECT projection, unit FROM ${waiting} WHERE projection = ${literal(name)} AND key = 'null'`,
  ].join("\nUNION ");
}

/** SQL of the units that wait for a row of a table by these columns, where it is there, or is not. */
function waitingFor(
  projection: string,
  parent: string,
  names: readonly string[],
  { tables }: Catalog,
  not: "" | "NOT ",
): string[] {
  const table = tables.get(parent);
  if (!table) return [];
  const same = names.map((name) => `${literal(name)}, waiting.key -> ${literal(name)}`);
  const columns = names.map(quoteIdentifier);
  const typed = names.map((name, index) => `${columns[index]} ${columnOf(table, name)?.type}`);
  const on = columns.map((column) => `there.${column} = awaited.${column}`);
  return [
    `SELECT projection, unit FROM ${waiting} AS waiting
      WHERE projection = ${literal(projection)} AND parent = ${literal(parent)}
        AND CASE WHEN waiting.key = pg_catalog.jsonb_build_object(${same.join(", ")})
                 THEN ${not}EXISTS (SELECT FROM pg_catalog.jsonb_to_record(waiting.key) AS awaited (${typed.join(", ")})
                                      JOIN ${sqlName(table)} AS there ON ${on.join(" AND ")}) END`,
  ];
}
