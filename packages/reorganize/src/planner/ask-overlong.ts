import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, type Index, primaryKey, sqlName, type Table } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import { ask } from "../findings/ask.js";
import type { OpenDecision } from "../findings/open-decision.js";
import { runFirst } from "../findings/run-first.js";
import { nameAfter } from "../plan/name-after.js";
import type { Source } from "../plan/plan.js";
import type { Queryable } from "../session/queryable.js";
import { type MovedTable, movedTables } from "./moved-tables.js";

/** What the values of a row may take in a btree: a third of a page, less its header. */
const most = 2696;

/**
 * Asks about rows whose values, as they are stored, are too large for an index that the target has and their table has
 * not: PostgreSQL would refuse the index, and most rows are not on the scratch copy. Each table is read once, and
 * only where values of such an index have no bound.
 *
 * @param reader of the database that `catalog` is of
 */
export async function askOverlong(
  reader: Queryable,
  catalog: Catalog,
  target: Catalog,
  sources: readonly Source[],
): Promise<OpenDecision[]> {
  const asked: OpenDecision[] = [];
  for (const moved of movedTables(sources, catalog, target))
    asked.push(...(await askOf(reader, moved.table, newIndexes(moved))));
  return asked;
}

/** An index of the target, with those columns of the source whose values it is to hold. */
interface NewIndex {
  readonly index: string;
  readonly columns: readonly Part[];
}

interface Part {
  readonly name: string;
  /** Bytes that a value takes at most; undefined without a bound. */
  readonly bound: number | undefined;
}

function newIndexes({ source, table, wanted }: MovedTable): NewIndex[] {
  const parts = wanted.columns.flatMap(({ name, maxLength }) => {
    const found = table.columns.find((one) => nameAfter(source, one.name) === name);
    const bound = typeof maxLength === "number" ? 4 * maxLength + 4 : undefined;
    return found ? [{ as: name, name: found.name, bound }] : [];
  });
  return wanted.indexes.filter(isTree).flatMap(({ name, columns: read }) => {
    const columns = parts.filter(({ as }) => read.includes(as));
    const isHeld = table.indexes.some((one) => holds(one, columns));
    return columns.length === 0 || isHeld ? [] : [{ index: name, columns }];
  });
}

function isTree({ using }: Index): boolean {
  return using.startsWith("btree ");
}

/** Whether all values are in such an index already. */
function holds(index: Index, columns: readonly Part[]): boolean {
  const isWhole = index.valid && index.predicate === null && !index.hasExpressions;
  return isTree(index) && isWhole && columns.every(({ name }) => index.columns.includes(name));
}

async function askOf(
  reader: Queryable,
  table: Table,
  indexes: readonly NewIndex[],
): Promise<OpenDecision[]> {
  if (indexes.length === 0) return [];
  const sized = await reader.query<{ name: string }>(
    "SELECT attname AS name FROM pg_catalog.pg_attribute WHERE attrelid = $1 AND attnum > 0 AND attlen = -1",
    [table.oid],
  );
  const isSized = ({ name }: Part): boolean => sized.some((one) => one.name === name);
  const boundless = indexes.filter(({ columns }) => largest(columns.filter(isSized)) > most);
  if (boundless.length === 0) return [];
  const counts = boundless.map(
    ({ columns }) => `pg_catalog.count(*) FILTER (WHERE ${sizeOf(columns)} > ${most})`,
  );
  const { rows } = await ask<{ counts: number[] }>(
    reader,
    `SELECT ARRAY[${counts.join(", ")}]::float8[] AS counts FROM ONLY ${sqlName(table)}`,
  );
  return boundless.flatMap(({ index, columns }, at) => {
    const count = rows?.[0]?.counts[at] ?? 0;
    if (count === 0) return [];
    const on = { table: plainName(table), columns: columns.map(({ name }) => name) };
    return [
      runFirst(on, { code: "too long for an index", index, rows: count }, [finds(table, columns)]),
    ];
  });
}

function largest(columns: readonly Part[]): number {
  return columns.reduce((sum, { bound = Number.POSITIVE_INFINITY }) => sum + bound, 0);
}

function sizeOf(columns: readonly Part[]): string {
  const sizes = columns.map(({ name, bound }) => {
    const size = `COALESCE(pg_catalog.pg_column_size(${quoteIdentifier(name)}), 0)`;
    return bound === undefined ? size : `LEAST(${size}, ${bound})`;
  });
  return sizes.join(" + ");
}

/** What finds them. Whether anything of a value may go is not for a statement of ours to say. */
function finds(table: Table, columns: readonly Part[]): string {
  const shown = [...primaryKey(table), ...columns.map(({ name }) => name)].map(quoteIdentifier);
  return `SELECT ${[...new Set(shown)].join(", ")} FROM ONLY ${sqlName(table)} WHERE ${sizeOf(columns)} > ${most};`;
}
