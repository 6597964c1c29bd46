import type { Catalog, Table } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";

/** A table of the database that holds rows of a table of the target. */
export interface Match {
  readonly source: Table;
  readonly target: Table;
  /** Column of the target to the column of the source that stands for it. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Which tables hold the rows of the target's tables, and which hold none of them. */
export interface Matches {
  readonly matched: readonly Match[];
  readonly unmatched: readonly Table[];
}

/** Histories of Prisma; they hold no data. */
export const historyTable = "_prisma_migrations";

const halfTheColumns = 0.5;
const fewestToTellApart = 4;

/**
 * Finds for each table the one of the target that it stands for: of the same name
 * in the same schema, else in another one, if it has half of the columns; else, under another name, the one that has
 * the same columns. Names in camelCase count as their snake_case.
 *
 * @param apart tables that hold rows of no table of the target, whatever they look like
 */
export function matchTables(
  source: Catalog,
  target: Catalog,
  owners: ReadonlyMap<string, string>,
  apart: ReadonlySet<string> = new Set(),
): Matches {
  const owned = [...target.tables.values()].filter((table) => owners.has(plainName(table)));
  const tables = [...source.tables.values()].filter(({ name }) => name !== historyTable);
  const found = tables.map((table) => ({
    table,
    home: apart.has(plainName(table)) ? undefined : homeOf(table, owned),
  }));
  return {
    matched: found.flatMap(({ table, home }) =>
      home ? [{ source: table, target: home, columns: matchColumns(table, home) }] : [],
    ),
    unmatched: found.filter(({ home }) => !home).map(({ table }) => table),
  };
}

/** Columns of the target with the source's column for each, where there is one. */
export function matchColumns(source: Table, target: Table): Map<string, string> {
  const names = source.columns.map(({ name }) => name);
  return new Map(
    target.columns.flatMap(({ name }) => {
      const found = names.includes(name) ? name : names.find((one) => snakeCase(one) === name);
      return found === undefined ? [] : [[name, found] as const];
    }),
  );
}

function homeOf(table: Table, owned: readonly Table[]): Table | undefined {
  const sameName = owned
    .filter(({ name }) => name === table.name)
    .sort((one, other) => Number(isAt(table, other)) - Number(isAt(table, one)));
  return sameName.find((one) => share(table, one) >= halfTheColumns) ?? lookalike(table, owned);
}

function isAt(table: Table, other: Table): boolean {
  return plainName(table) === plainName(other);
}

/** The part of the target's columns that the table has. */
function share(table: Table, target: Table): number {
  return matchColumns(table, target).size / target.columns.length;
}

/** A table of other name counts only when the columns are the same to the last. */
function lookalike(table: Table, owned: readonly Table[]): Table | undefined {
  return owned.find(
    (target) =>
      target.columns.length >= fewestToTellApart &&
      target.columns.length === table.columns.length &&
      matchColumns(table, target).size === target.columns.length,
  );
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
