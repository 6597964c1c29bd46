import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { type Catalog, type Column, primaryKey, type Table } from "../../catalog/catalog.js";
import { parseTableName, plainName } from "../../catalog/table-name.js";
import type { Source } from "../../plan/plan.js";
import type { Before } from "../losing-table.js";

/** SQL of the rows that a table of the repairs will have, read where no step was taken yet. */
export interface RowsBefore {
  readonly sql: string;
  /** The same with those that the table's key cannot have. */
  readonly all: string;
  /** Whether they are in several tables. */
  readonly merged: boolean;
}

/** Where rows are in several tables: which table has the row, the one that stays in its place first. */
export const twinColumn = '"~twin"';

/**
 * The rows of the tables that become this one, under its column names; of equal keys the first.
 *
 * @param keyless whether it has no key before, so that nothing keeps its rows apart
 */
export function rowsBefore(table: Table, before: Before, keyless: boolean): RowsBefore {
  const sources = before.sources.filter(({ to }) => to === plainName(table));
  const parts = sources.map((source) => rowsOf(table, source, before));
  const [only = noRows(table), ...more] = parts;
  const merged = more.length > 0;
  const all = merged
    ? parts
        .map((sql, twin) => `SELECT *, ${twin} AS ${twinColumn} FROM (${sql}) AS twin`)
        .join(" UNION ALL ")
    : only;
  if (!merged && !keyless) return { sql: only, all: only, merged };
  const key = primaryKey(table).map(quoteIdentifier);
  const given = key.map((name) => `${name} IS NOT NULL`).join(" AND ");
  const first = [...key, ...(merged ? [twinColumn] : [])].join(", ");
  const sql = `SELECT DISTINCT ON (${key.join(", ")}) * FROM (${all}) AS r WHERE ${given} ORDER BY ${first}`;
  return { sql, all: merged ? sql : all, merged };
}

function rowsOf(table: Table, { from, columns }: Source, { typeOf }: Before): string {
  const old = new Map(Object.entries(columns).map(([name, renamed]) => [renamed, name]));
  const values = table.columns.map((column) => {
    const name = old.get(column.name) ?? column.name;
    return readAs(column, quoteIdentifier(name), typeOf(from, name));
  });
  const { schema, name } = parseTableName(from);
  return `SELECT ${values.join(", ")} FROM ${quoteTable(schema, name)} AS source`;
}

/** The types of the target may not be there yet: words of an enum are compared as text. */
function readAs(column: Column, name: string, found: string | undefined): string {
  const type = column.enumType === null ? column.type : "text";
  if (found === undefined) return `NULL::${type} AS ${quoteIdentifier(column.name)}`;
  const value = `source.${name}`;
  const cast = found === type ? value : `${value}::text${type === "text" ? "" : `::${type}`}`;
  return `${cast} AS ${quoteIdentifier(column.name)}`;
}

function noRows(table: Table): string {
  const values = table.columns.map((column) => readAs(column, "", undefined));
  return `SELECT ${values.join(", ")} WHERE false`;
}

/** The SQL with texts where it names enum types of these catalogs. */
export function withoutEnums(sql: string, catalogs: readonly Catalog[]): string {
  const columns = catalogs.flatMap(({ tables }) => [...tables.values()].flatMap(enumColumns));
  const types = new Set(columns.map(({ type }) => type));
  return [...types].reduce((text, type) => text.replaceAll(castTo(type), "::text"), sql);
}

function enumColumns({ columns }: Table): Column[] {
  return columns.filter(({ enumType }) => enumType !== null);
}

function castTo(type: string): RegExp {
  return new RegExp(`::${type.replaceAll(/[.*+?^$()[\]{}|\\]/g, "\\$&")}(?![\\w"])`, "g");
}
