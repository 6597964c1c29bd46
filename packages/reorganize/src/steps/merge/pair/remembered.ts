import { plainName } from "../../../catalog/table-name.js";
import { merged } from "../../../ledger/merged.js";
import { literal } from "../../../session/literal.js";
import { ownKeyOfTwin } from "./keys.js";
import type { Pair } from "./pair.js";

/**
 * In a trigger: whether the survivor's row with this remembered key comes from the twin. A transaction
 * that is returning it just now is waited for, and then it does not.
 */
export function isMerged(pair: Pair, key: string): string {
  return `EXISTS (SELECT FROM ${merged} AS known WHERE known.step = ${literal(pair.step)} AND known.key = ${key} FOR KEY SHARE)`;
}

/**
 * Whether a row of quarantine is that of the twin's row. The step and the relation are hidden from the
 * index that begins with them: statistics that know quarantine as empty would prefer it, and every
 * question would read all that the step has put there.
 */
export function isQuarantined(pair: Pair, aside: string, row: string): string {
  const filed = `${pair.step} ${plainName(pair.twin)}`;
  return `${aside}.key = ${ownKeyOfTwin(pair, row)} AND ${aside}.step || ' ' || ${aside}.relation = ${literal(filed)}`;
}
