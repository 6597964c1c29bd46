import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { sqlName, type Table } from "../catalog/catalog.js";
import { ownSchema } from "../catalog/own-schema.js";
import { shortName } from "../catalog/short-name.js";
import { plainName } from "../catalog/table-name.js";
import { literal } from "../session/literal.js";

interface Name {
  readonly schema: string;
  readonly name: string;
}

/** Where a table is that has left its name to another: `_reorganize."twin public.agents"`. */
function parked(table: Name): Name {
  return { schema: ownSchema, name: shortName(`twin ${plainName(table)}`) };
}

/** The parked table, as SQL. */
export function parkedName(table: Name): string {
  return sqlName(parked(table));
}

/** SQL that parks the table, with its indexes and sequences. */
export function park(table: Table): string[] {
  const { name } = parked(table);
  return [
    // Renamed first: our schema has tables and indexes of its own, and the table's may have their names.
    ...indexNames(table).map(([index, away]) => renameIndex(table.schema, index, away)),
    `ALTER TABLE ${sqlName(table)} RENAME TO ${quoteIdentifier(name)}`,
    `ALTER TABLE ${quoteTable(table.schema, name)} SET SCHEMA ${ownSchema}`,
  ];
}

/** SQL that undoes it. */
export function unpark(table: Table): string[] {
  const { name } = parked(table);
  return [
    `ALTER TABLE ${quoteTable(ownSchema, name)} SET SCHEMA ${quoteIdentifier(table.schema)}`,
    `ALTER TABLE ${quoteTable(table.schema, name)} RENAME TO ${quoteIdentifier(table.name)}`,
    ...indexNames(table).map(([index, away]) => renameIndex(table.schema, away, index)),
  ];
}

/**
 * SQL that drops the parked table, unless something depends on it or a row of it is nowhere else.
 *
 * @param isAlone SQL condition that is true of a row `r` that is nowhere else; without it none is
 */
export function dropParked(table: Table, isAlone = "false"): string {
  const name = parkedName(table);
  const body = `BEGIN
      IF NOT EXISTS (SELECT FROM ${name} AS r WHERE ${isAlone}) THEN DROP TABLE ${name}; END IF;
    EXCEPTION WHEN dependent_objects_still_exist OR undefined_table OR data_exception THEN NULL; END`;
  return `DO ${literal(body)}`;
}

function indexNames(table: Table): [string, string][] {
  return table.indexes.map(({ name }) => [
    name,
    shortName(`twin ${plainName({ schema: table.schema, name })}`),
  ]);
}

function renameIndex(schema: string, from: string, to: string): string {
  return `ALTER INDEX ${quoteTable(schema, from)} RENAME TO ${quoteIdentifier(to)}`;
}
