import type { Catalog, Table } from "../../catalog/catalog.js";
import { shortName } from "../../catalog/short-name.js";
import { plainName } from "../../catalog/table-name.js";

/**
 * Indexes of the table whose names are taken in the schema that it goes to, with names that are free.
 *
 * @param leaving a table that will have left that schema
 */
export function clashingIndexes(
  table: Table,
  to: { readonly schema: string },
  { tables }: Catalog,
  leaving?: Table,
): Map<string, string> {
  if (table.schema === to.schema) return new Map();
  const others = [...tables.values()].filter((one) => one.schema === to.schema && one !== leaving);
  const taken = new Set(
    others.flatMap((one) => [one.name, ...one.indexes.map(({ name }) => name)]),
  );
  const clashing = table.indexes.filter(({ name }) => taken.has(name));
  return new Map(clashing.map(({ name }) => [name, shortName(`${name} of ${plainName(table)}`)]));
}
