import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { sqlName, type Table } from "../../catalog/catalog.js";

/** An object that gets another name. */
export interface Rename {
  readonly from: string;
  readonly to: string;
  readonly sql: (from: string, to: string) => string;
}

/** SQL that renames a constraint of the table. */
export function renameConstraint(table: Table): Rename["sql"] {
  return (from, to) =>
    `ALTER TABLE ${sqlName(table)} RENAME CONSTRAINT ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`;
}

/** SQL that renames an index of the table. */
export function renameIndex({ schema }: Table): Rename["sql"] {
  return (from, to) => `ALTER INDEX ${quoteTable(schema, from)} RENAME TO ${quoteIdentifier(to)}`;
}

/** Constraints of the table that are the target's under another name. */
export function constraintRenames(table: Table, wanted: Table): Rename[] {
  return renamesOf(
    table.constraints,
    wanted.constraints,
    (one) => `${one.kind} ${one.definition}`,
    renameConstraint(table),
  );
}

/** The same of indexes that belong to no constraint. */
export function indexRenames(table: Table, wanted: Table): Rename[] {
  const free = ({ indexes }: Table) => indexes.filter(({ ofConstraint }) => !ofConstraint);
  return renamesOf(free(table), free(wanted), ({ body }) => body, renameIndex(table));
}

/** What is equal but for its name, and whose name is not right on either side. */
function renamesOf<One extends { readonly name: string }>(
  found: readonly One[],
  wanted: readonly One[],
  bodyOf: (one: One) => string,
  sql: Rename["sql"],
): Rename[] {
  const isRight = (one: One): boolean =>
    wanted.some((other) => other.name === one.name && bodyOf(other) === bodyOf(one));
  const right = new Set(found.filter(isRight).map(({ name }) => name));
  const left = found.filter(({ name }) => !right.has(name));
  const renames: Rename[] = [];
  for (const one of wanted) {
    if (right.has(one.name)) continue;
    const index = left.findIndex((other) => bodyOf(other) === bodyOf(one));
    const [from] = index === -1 ? [] : left.splice(index, 1);
    if (from && from.name !== one.name) renames.push({ from: from.name, to: one.name, sql });
  }
  return renames;
}
