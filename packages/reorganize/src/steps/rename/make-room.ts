import type { Catalog, Table } from "../../catalog/catalog.js";
import { shortName } from "../../catalog/short-name.js";
import { plainName } from "../../catalog/table-name.js";
import { type Rename, renameConstraint, renameIndex } from "./renames.js";

/** What objects of tables are called since a step made room, by `placeOf`. */
export type Away = Map<string, string>;

/**
 * Renames what has a name that another object is to get and keeps it otherwise: constraints of the table, and
 * indexes of all tables in its schema, whose names are one space.
 */
export function makeRoom(
  table: Table,
  renames: readonly Rename[],
  { tables }: Catalog,
  away: Away,
): Rename[] {
  const leaving = new Set(renames.map(({ from }) => from));
  const wanted = new Set(renames.map(({ to }) => to).filter((name) => !leaving.has(name)));
  const holds = ({ name }: { readonly name: string }): boolean => wanted.has(name);
  const constraints = table.constraints.filter(holds).map(({ name }) => ({ name, of: table }));
  const indexes = [...tables.values()]
    .filter(({ schema }) => schema === table.schema)
    .flatMap((of) =>
      of.indexes.filter(holds).map(({ name, ofConstraint }) => ({ name, of, ofConstraint })),
    )
    // Along with its constraint.
    .filter(({ of, ofConstraint }) => !(ofConstraint && of === table));
  return [
    ...constraints.map(({ name, of }) => rename(name, of, away, renameConstraint(of))),
    ...indexes.map(({ name, of }) => rename(name, of, away, renameIndex(of))),
  ];
}

/** What tells an object of that name of a table from those of others. */
export function placeOf({ oid }: Table, name: string): string {
  return `${oid} ${name}`;
}

function rename(name: string, of: Table, away: Away, sql: Rename["sql"]): Rename {
  const to = shortName(`${name} of ${plainName(of)}`);
  away.set(placeOf(of, name), to);
  return { from: name, to, sql };
}
