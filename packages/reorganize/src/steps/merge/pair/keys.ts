import { literal } from "../../../session/literal.js";
import { at, castTo, toSurvivor, toTwin } from "./casts.js";
import type { Pair } from "./pair.js";

/** The key of a row of the twin, with the values of the survivor. */
export function keyOfTwin(pair: Pair, row: string): string {
  return keyObject(pair.key.map((one) => [one.as, toSurvivor(row, one)]));
}

/** The key of a row of the survivor. */
export function keyOfSurvivor(pair: Pair, row: string): string {
  return keyObject(pair.key.map(({ survivor, as }) => [as, at(row, survivor.name)]));
}

/** The key of a row of the twin as the twin names it, by which quarantined rows are found. */
export function ownKeyOfTwin(pair: Pair, row: string): string {
  return keyObject(pair.key.map(({ twin }) => [twin.name, at(row, twin.name)]));
}

/** Whether a row of the survivor has the key of the twin's. */
export function survivorMatches(pair: Pair, survivor: string, twin: string): string {
  return pair.key
    .map((one) => `${at(survivor, one.survivor.name)} = ${toSurvivor(twin, one)}`)
    .join(" AND ");
}

/** Whether a row of the twin has the key of the survivor's, as the twin's index can tell. */
export function twinMatches(pair: Pair, twin: string, survivor: string): string {
  return pair.key
    .map((one) => `${at(twin, one.twin.name)} = ${toTwin(survivor, one)}`)
    .join(" AND ");
}

/** Whether a row of the survivor has this remembered key. */
export function survivorHasKey(pair: Pair, survivor: string, key: string): string {
  return pair.key
    .map((one) => `${at(survivor, one.survivor.name)} = ${fromKey(key, one.as, one.survivor.type)}`)
    .join(" AND ");
}

/** Whether a row of the twin has this remembered key. */
export function twinHasKey(pair: Pair, twin: string, key: string): string {
  return pair.key
    .map(
      (one) =>
        `${at(twin, one.twin.name)} = ${castTo(fromKey(key, one.as, one.survivor.type), one.survivor.type, one.twin.type)}`,
    )
    .join(" AND ");
}

/** One value of a key, from jsonb. */
export function fromKey(key: string, name: string, type: string): string {
  return `(${key} ->> ${literal(name)})::${type}`;
}

function keyObject(entries: readonly (readonly [string, string])[]): string {
  const parts = entries.map(([name, value]) => `${literal(name)}, ${value}`);
  return `pg_catalog.jsonb_build_object(${parts.join(", ")})`;
}
