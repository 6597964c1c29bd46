import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { columnOf, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { ownName } from "../../ledger/own-name.js";
import { unitColumnsOfBranches } from "../../projection/branches.js";
import type { Projection } from "../../projection/projection.js";
import { type Fields, fieldsOf } from "../../projection/tree.js";

/** An index that a projection needs on a source. */
export interface UnitIndex {
  readonly table: Table;
  readonly name: string;
  /** As SQL with its schema. */
  readonly sqlName: string;
  /** Its definition behind USING. */
  readonly using: string;
}

/** The indexes by which the rows of a unit are found, where there are none; for none where it is an expression. */
export function unitIndexesOf(projection: Projection): UnitIndex[] {
  const wanted = [...ofFirstTable(projection), ...ofBranches(projection)];
  const distinct = new Map(wanted.map((one) => [`${plainName(one.table)} ${one.columns}`, one]));
  return [...distinct.values()].map(({ table, columns }, index) => {
    const which = index === 0 ? projection.name : `${projection.name} ${index + 1}`;
    const name = ownName("reorganize units of", which);
    return {
      table,
      name,
      sqlName: quoteTable(table.schema, name),
      using: `btree (${columns.map(quoteIdentifier).join(", ")})`,
    };
  });
}

interface WantedIndex {
  readonly table: Table;
  readonly columns: readonly string[];
}

function ofFirstTable({ query, sources: [first] }: Projection): WantedIndex[] {
  if (!first) return [];
  const { table, read } = first;
  const columns = query.unit.flatMap((part) => {
    const [alias, column] = "ColumnRef" in part ? fieldsOf(part.ColumnRef as Fields) : [];
    return alias === read.alias && column !== undefined ? [column] : [];
  });
  if (columns.length < query.unit.length || hasIndex(table, columns)) return [];
  return [{ table, columns }];
}

/** Of each branch the first part of the unit, unless an index finds its rows by another part. */
function ofBranches({ query, sources }: Projection): WantedIndex[] {
  return unitColumnsOfBranches(query).flatMap((parts) => {
    const plain = parts.flatMap(({ read, column, cast }) => {
      const table = sources.find((one) => one.read === read)?.table;
      const isAsStored = cast === undefined || (table && columnOf(table, column)?.type === cast);
      return table && isAsStored ? [{ table, columns: [column] }] : [];
    });
    return plain.some(({ table, columns }) => hasIndex(table, columns)) ? [] : plain.slice(0, 1);
  });
}

function hasIndex(table: Table, columns: readonly string[]): boolean {
  return table.indexes.some((index) => isLedBy(index.keyColumns, columns) && !index.predicate);
}

function isLedBy(keys: readonly string[], columns: readonly string[]): boolean {
  const first = new Set(keys.slice(0, columns.length));
  return columns.every((column) => first.has(column));
}
