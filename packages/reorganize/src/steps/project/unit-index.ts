import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type { Table } from "../../catalog/catalog.js";
import { ownName } from "../../ledger/own-name.js";
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

/** The index by which the rows of a unit are found; undefined where there is one, or units are no plain columns. */
export function unitIndexOf(projection: Projection): UnitIndex | undefined {
  const [first] = projection.sources;
  if (!first) return undefined;
  const { table, read } = first;
  const columns = projection.query.unit.map((part) => {
    const [alias, column] = "ColumnRef" in part ? fieldsOf(part.ColumnRef as Fields) : [];
    return alias === read.alias ? column : undefined;
  });
  if (!columns.every((column) => column !== undefined)) return undefined;
  if (table.indexes.some((index) => isLedBy(index.keyColumns, columns) && !index.predicate))
    return undefined;
  const name = ownName("reorganize units of", projection.name);
  return {
    table,
    name,
    sqlName: quoteTable(table.schema, name),
    using: `btree (${columns.map(quoteIdentifier).join(", ")})`,
  };
}

function isLedBy(keys: readonly string[], columns: readonly string[]): boolean {
  const first = new Set(keys.slice(0, columns.length));
  return columns.every((column) => first.has(column));
}
