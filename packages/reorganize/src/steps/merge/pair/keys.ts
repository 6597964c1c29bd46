import { fromDocument, keyOf } from "../../../ledger/document.js";
import { at, castTo, isWhole, keyToSurvivor, keyToTwin } from "./casts.js";
import type { ColumnPair, Pair } from "./pair.js";

/** The key of a row of the twin, with the values of the survivor. */
export function keyOfTwin(pair: Pair, row: string): string {
  return keyOf(
    pair.key.map((one) => ({
      name: one.as,
      type: one.survivor.type,
      sql: keyToSurvivor(row, one),
    })),
  );
}

/** The key of a row of the survivor. */
export function keyOfSurvivor(pair: Pair, row: string): string {
  return keyOf(
    pair.key.map(({ survivor, as }) => ({
      name: as,
      type: survivor.type,
      sql: at(row, survivor.name),
    })),
  );
}

/** The key of a row of the twin as the twin names it, by which quarantined rows are found. */
export function ownKeyOfTwin(pair: Pair, row: string): string {
  return keyOf(pair.key.map(({ twin }) => ({ ...twin, sql: at(row, twin.name) })));
}

/** Whether a row of the survivor has the key of the twin's. */
export function survivorMatches(pair: Pair, survivor: string, twin: string): string {
  return pair.key
    .map((one) => `${at(survivor, one.survivor.name)} = ${keyToSurvivor(twin, one)}`)
    .join(" AND ");
}

/** Whether a row of the twin has the key of the survivor's, as the twin's index can tell. */
export function twinMatches(pair: Pair, twin: string, survivor: string): string {
  return pair.key
    .map((one) => `${at(twin, one.twin.name)} = ${keyToTwin(survivor, one)}`)
    .join(" AND ");
}

/** Whether a row of the survivor has this remembered key. */
export function survivorHasKey(pair: Pair, survivor: string, key: string): string {
  return pair.key
    .map((one) => `${at(survivor, one.survivor.name)} = ${rememberedKey(key, one)}`)
    .join(" AND ");
}

/** Whether a row of the twin has this remembered key. */
export function twinHasKey(pair: Pair, twin: string, key: string): string {
  return pair.key
    .map(
      (one) =>
        `${at(twin, one.twin.name)} = ${isWhole(one) ? rememberedKey(key, one) : castTo(rememberedKey(key, one), one.survivor.type, one.twin.type)}`,
    )
    .join(" AND ");
}

/** One value of a remembered key, as the survivor has it; a whole number of any size. */
function rememberedKey(key: string, one: ColumnPair): string {
  return fromDocument(key, { name: one.as, type: isWhole(one) ? "bigint" : one.survivor.type });
}
