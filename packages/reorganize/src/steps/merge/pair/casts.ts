import { quoteIdentifier } from "@deepiri/database";
import { comparableType } from "../../shared/comparable-type.js";
import type { ColumnPair, Pair } from "./pair.js";

const anyText = /^(text|character( varying)?(\(\d+\))?)$/;

/**
 * The value as one of another type. To text of a limited length it stays as long as it is: an explicit
 * cast would cut it off in silence, where storing it is refused.
 */
export function castTo(value: string, from: string, to: string): string {
  if (from === to) return value;
  return anyText.test(to) ? `${value}::pg_catalog.text` : `${value}::pg_catalog.text::${to}`;
}

/** A column of a row, as SQL. */
export function at(row: string, name: string): string {
  return `${row}.${quoteIdentifier(name)}`;
}

/** The twin's value as the survivor has it. */
export function toSurvivor(row: string, { twin, survivor }: ColumnPair): string {
  return castTo(at(row, twin.name), twin.type, survivor.type);
}

/** The survivor's value as the twin has it. */
export function toTwin(row: string, { twin, survivor }: ColumnPair): string {
  return castTo(at(row, survivor.name), survivor.type, twin.type);
}

/**
 * A part of the twin's key as it is compared with the survivor's. PostgreSQL compares whole numbers of all types, and
 * one that the survivor's type is too small for is the key of no row there.
 */
export function keyToSurvivor(row: string, one: ColumnPair): string {
  return isWhole(one) ? at(row, one.twin.name) : toSurvivor(row, one);
}

/** A part of the survivor's key as it is compared with the twin's. */
export function keyToTwin(row: string, one: ColumnPair): string {
  return isWhole(one) ? at(row, one.survivor.name) : toTwin(row, one);
}

/** Whether both parts of a key are whole numbers, of whatever size. */
export function isWhole({ twin, survivor }: ColumnPair): boolean {
  return [twin, survivor].every(({ type }) => comparableType(type) === "integer");
}

/** SQL condition: the survivor holds a value of the twin's row `r` less exactly, such as with fewer digits. */
export function losesDigits({ common }: Pair): string {
  const exact = common.filter(
    ({ twin, survivor }) =>
      twin.type !== survivor.type && /^(numeric|time|interval|double|real)/.test(twin.type),
  );
  const differs = exact.map((one) => {
    const there = toSurvivor("r", one);
    const back = castTo(`(${there})`, one.survivor.type, one.twin.type);
    return `${at("r", one.twin.name)} IS DISTINCT FROM ${back}`;
  });
  return differs.length === 0 ? "false" : differs.join(" OR ");
}
