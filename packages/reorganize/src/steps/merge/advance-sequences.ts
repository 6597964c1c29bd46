import { quoteIdentifier } from "@deepiri/database";
import { type Column, sqlName } from "../../catalog/catalog.js";
import { literal } from "../../session/literal.js";
import type { Pair } from "./pair.js";

/**
 * SQL that moves the winner's own numbers behind those of both tables, so that the next one it gives
 * is new. They never go back. Only numbers that an index finds: nobody waits for a scan.
 */
export function advanceSequences(pair: Pair): string[] {
  const { winner, twin } = pair;
  const indexed = (name: string): boolean =>
    [winner, twin].every((table) =>
      table.indexes.some(({ keys }) => keys[0] === name || keys[0] === quoteIdentifier(name)),
    );
  return pair.common
    .filter(
      ({ winner: one, twin: other }) => numbers(one) && indexed(one.name) && indexed(other.name),
    )
    .map((one) => {
      const largest = `SELECT GREATEST(
        (SELECT pg_catalog.max(${quoteIdentifier(one.winner.name)}) FROM ${sqlName(winner)}),
        (SELECT pg_catalog.max(${quoteIdentifier(one.twin.name)}) FROM ${sqlName(twin)}))`;
      const sequence = sequenceOf(one.winner, sqlName(winner));
      const body = `DECLARE _largest bigint; _reached bigint; _sequence regclass := ${sequence};
        BEGIN
          IF _sequence IS NULL THEN RETURN; END IF;
          ${largest} INTO _largest;
          EXECUTE pg_catalog.format('SELECT last_value FROM %s', _sequence) INTO _reached;
          IF _largest > _reached THEN PERFORM pg_catalog.setval(_sequence, _largest); END IF;
        END`;
      return `DO ${literal(body)}`;
    });
}

const next = /^nextval\('((?:[^']|'')+)'::regclass\)$/;

function numbers(column: Column): boolean {
  return column.identity || next.test(column.default ?? "");
}

function sequenceOf(column: Column, table: string): string {
  const [, name] = next.exec(column.default ?? "") ?? [];
  return name === undefined
    ? `pg_catalog.pg_get_serial_sequence(${literal(table)}, ${literal(column.name)})`
    : `'${name}'`;
}
