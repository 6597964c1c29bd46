import { quoteIdentifier } from "@deepiri/database";
import { type Column, sqlName, type Table } from "../../../catalog/catalog.js";
import { literal } from "../../../session/literal.js";
import { block } from "../../shared/block.js";
import type { ColumnPair, Pair } from "../pair/pair.js";

/**
 * SQL that moves the survivor's own numbers behind those of both tables, so that the next one it gives
 * is new. They are never moved down. Only numbers that an index finds: no program waits for a scan.
 */
export function advanceSequences(pair: Pair): string[] {
  return pair.common
    .filter((one) => isNumbered(one.survivor) && isIndexed(pair, one))
    .map((one) => advanceSequence(pair, one));
}

const next = /^nextval\('((?:[^']|'')+)'::regclass\)$/;

function isNumbered(column: Column): boolean {
  return column.identity || next.test(column.default ?? "");
}

function isIndexed(pair: Pair, column: ColumnPair): boolean {
  return (["survivor", "twin"] as const).every((side) => {
    const { name } = column[side];
    const first = pair[side].indexes.map(({ keys }) => keys[0]);
    return first.includes(name) || first.includes(quoteIdentifier(name));
  });
}

function advanceSequence({ survivor, twin }: Pair, column: ColumnPair): string {
  const largest = (table: Table, name: string): string =>
    `(SELECT pg_catalog.max(${quoteIdentifier(name)}) FROM ${sqlName(table)})`;
  const body = block`
    DECLARE
      _largest bigint;
      _reached bigint;
      _sequence regclass := ${sequenceOf(column.survivor, sqlName(survivor))};
    BEGIN
      IF _sequence IS NULL THEN RETURN; END IF;
      SELECT GREATEST(
        ${largest(survivor, column.survivor.name)},
        ${largest(twin, column.twin.name)}) INTO _largest;
      EXECUTE pg_catalog.format('SELECT last_value FROM %s', _sequence) INTO _reached;
      IF _largest > _reached THEN PERFORM pg_catalog.setval(_sequence, _largest); END IF;
    END`;
  return `DO ${literal(body)}`;
}

function sequenceOf(column: Column, table: string): string {
  const [, name] = next.exec(column.default ?? "") ?? [];
  return name === undefined
    ? `pg_catalog.pg_get_serial_sequence(${literal(table)}, ${literal(column.name)})`
    : `'${name}'`;
}
