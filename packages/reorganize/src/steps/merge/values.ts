import { quoteIdentifier } from "@deepiri/database";
import { plainName } from "../../catalog/catalog.js";
import { ownSchema } from "../../catalog/own-schema.js";
import { merged } from "../../ledger/merged.js";
import { literal } from "../../session/literal.js";
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

/** The twin's value as the winner has it. */
export function toWinner(row: string, { twin, winner }: ColumnPair): string {
  return castTo(at(row, twin.name), twin.type, winner.type);
}

/** The winner's value as the twin has it. */
export function toTwin(row: string, { twin, winner }: ColumnPair): string {
  return castTo(at(row, winner.name), winner.type, twin.type);
}

/** SQL condition: the winner holds a value of the twin's row `r` less exactly, such as with fewer digits. */
export function losesDigits({ common }: Pair): string {
  const exact = common.filter(
    ({ twin, winner }) =>
      twin.type !== winner.type && /^(numeric|time|interval|double|real)/.test(twin.type),
  );
  const differs = exact.map((one) => {
    const there = toWinner("r", one);
    const back = castTo(`(${there})`, one.winner.type, one.twin.type);
    return `${at("r", one.twin.name)} IS DISTINCT FROM ${back}`;
  });
  return differs.length === 0 ? "false" : differs.join(" OR ");
}

/** The key of a row of the twin, with the values of the winner. */
export function keyOfTwin(pair: Pair, row: string): string {
  return keyObject(pair.key.map((one) => [one.as, toWinner(row, one)]));
}

/** The key of a row of the winner. */
export function keyOfWinner(pair: Pair, row: string): string {
  return keyObject(pair.key.map(({ winner, as }) => [as, at(row, winner.name)]));
}

/** The key of a row of the twin as the twin names it, by which rows set aside are found. */
export function ownKeyOfTwin(pair: Pair, row: string): string {
  return keyObject(pair.key.map(({ twin }) => [twin.name, at(row, twin.name)]));
}

function keyObject(entries: readonly (readonly [string, string])[]): string {
  const parts = entries.map(([name, value]) => `${literal(name)}, ${value}`);
  return `pg_catalog.jsonb_build_object(${parts.join(", ")})`;
}

/** Whether a row of the winner is that of the twin. */
export function sameKey(pair: Pair, winner: string, twin: string): string {
  return pair.key
    .map((one) => `${at(winner, one.winner.name)} = ${toWinner(twin, one)}`)
    .join(" AND ");
}

/** Whether a row of the twin is that of the winner, as the twin's index can tell. */
export function sameKeyBack(pair: Pair, twin: string, winner: string): string {
  return pair.key.map((one) => `${at(twin, one.twin.name)} = ${toTwin(winner, one)}`).join(" AND ");
}

/** Whether a row of the winner has this remembered key. */
export function hasKey(pair: Pair, winner: string, key: string): string {
  return pair.key
    .map((one) => `${at(winner, one.winner.name)} = ${fromKey(key, one.as, one.winner.type)}`)
    .join(" AND ");
}

/** Whether a row of the twin has this remembered key. */
export function twinHasKey(pair: Pair, twin: string, key: string): string {
  return pair.key
    .map(
      (one) =>
        `${at(twin, one.twin.name)} = ${castTo(fromKey(key, one.as, one.winner.type), one.winner.type, one.twin.type)}`,
    )
    .join(" AND ");
}

/** One value of a key, from jsonb. */
export function fromKey(key: string, name: string, type: string): string {
  return `(${key} ->> ${literal(name)})::${type}`;
}

/**
 * The row's common columns as texts in one jsonb: exact for every type, the null of jsonb and the
 * spelling of json included, and of any number of columns.
 */
export function imageOf(pair: Pair, row: string): string {
  const texts = pair.common.map(
    ({ winner, as }) => `${at(row, winner.name)}::pg_catalog.text AS ${quoteIdentifier(as)}`,
  );
  return `(SELECT pg_catalog.to_jsonb(image.*) FROM (SELECT ${texts.join(", ")}) AS image)`;
}

/** The same of a row of the twin, as it would be in the winner. */
export function imageOfTwin(pair: Pair, row: string): string {
  const texts = pair.common.map(
    (one) => `(${toWinner(row, one)})::pg_catalog.text AS ${quoteIdentifier(one.as)}`,
  );
  return `(SELECT pg_catalog.to_jsonb(image.*) FROM (SELECT ${texts.join(", ")}) AS image)`;
}

/**
 * In a trigger: whether the winner's row with this remembered key comes from the twin. Whoever is giving
 * it back just now is waited for, and then it does not.
 */
export function isMerged(pair: Pair, key: string): string {
  return `EXISTS (SELECT FROM ${merged} AS known WHERE known.step = ${literal(pair.step)} AND known.key = ${key} FOR KEY SHARE)`;
}

/** Columns of the winner that take values on INSERT. */
export function insertList(pair: Pair): string {
  return pair.common.map(({ winner }) => quoteIdentifier(winner.name)).join(", ");
}

/** What lets a column GENERATED ALWAYS AS IDENTITY take the value that the row has elsewhere. */
export function overriding(columns: readonly { readonly identity: boolean }[]): string {
  return columns.some(({ identity }) => identity) ? "OVERRIDING SYSTEM VALUE " : "";
}

/**
 * Whether a row of quarantine is that of the twin's row. The step and the relation are hidden from the
 * index that begins with them: statistics that know quarantine as empty would prefer it, and every
 * question would read all that the step has set aside.
 */
export function isAside(pair: Pair, aside: string, row: string): string {
  const place = `${pair.step} ${plainName(pair.twin)}`;
  return `${aside}.key = ${ownKeyOfTwin(pair, row)} AND ${aside}.step || ' ' || ${aside}.relation = ${literal(place)}`;
}
