import { quoteIdentifier } from "@deepiri/database";
import { type Column, sqlName, type Table } from "../../catalog/catalog.js";
import { unlessInserted } from "../../ledger/written.js";
import { literal } from "../../session/literal.js";
import { block } from "./block.js";

/** A table that holds numbers in a column. */
export interface Numbers {
  readonly table: Table;
  readonly column: string;
}

const next = /^nextval\('((?:[^']|'')+)'::regclass\)$/;

/** Whether a sequence gives the column its numbers. */
export function isNumbered(column: Column): boolean {
  return column.identity || next.test(column.default ?? "");
}

/** A sequence that comes back is where it was, unless rows have got numbers from another one since. */
export type When = "always" | "after inserts";

/**
 * SQL that moves the sequence which gives the column of `table` its numbers behind those that there are, so
 * that the next one is new. It is never moved down. Nothing where no index finds the largest number: no
 * program waits for a scan.
 *
 * @param others SQL of numbers that were given as well
 */
export function advanceSequence(
  table: Table,
  column: Column,
  numbers: readonly Numbers[],
  when: When = "always",
  others: readonly string[] = [],
): string[] {
  if (!isNumbered(column) || !numbers.every(isIndexed)) return [];
  const largest = numbers.map(
    (one) => `(SELECT pg_catalog.max(${quoteIdentifier(one.column)}) FROM ${sqlName(one.table)})`,
  );
  const body = block`
    DECLARE
      _largest bigint;
      _reached bigint;
      _sequence regclass := ${sequenceOf(column, sqlName(table))};
    BEGIN
      ${when === "always" ? "" : unlessInserted}
      IF _sequence IS NULL THEN RETURN; END IF;
      SELECT GREATEST(
        ${[...largest, ...others].join(",\n")}) INTO _largest;
      -- One that was never asked has not given its last value yet.
      EXECUTE pg_catalog.format('SELECT last_value - (NOT is_called)::integer FROM %s', _sequence) INTO _reached;
      IF _largest > _reached THEN PERFORM pg_catalog.setval(_sequence, _largest); END IF;
    END`;
  return [`DO ${literal(body)}`];
}

function isIndexed({ table, column }: Numbers): boolean {
  const first = table.indexes.map(({ keys }) => keys[0]);
  return first.includes(column) || first.includes(quoteIdentifier(column));
}

function sequenceOf(column: Column, table: string): string {
  const [, name] = next.exec(column.default ?? "") ?? [];
  return name === undefined
    ? `pg_catalog.pg_get_serial_sequence(${literal(table)}, ${literal(column.name)})`
    : `'${name}'`;
}
