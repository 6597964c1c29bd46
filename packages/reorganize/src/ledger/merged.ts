import { ownSchema } from "../catalog/own-schema.js";
import { literal } from "../session/literal.js";

/** SQL name of the table that remembers which of the survivor's rows come from a twin. */
export const merged = `${ownSchema}.merged`;

/**
 * SQL that makes it. `before` is the survivor's own row that one replaced, `after` what it became then,
 * `aside` its id in quarantine; `stays` marks one that cannot be returned to the twin. `place` is the order in
 * which they came: a later one may have what an earlier one set free, so they leave in reverse.
 */
export const mergedSql = [
  `CREATE TABLE IF NOT EXISTS ${merged} (place bigint GENERATED ALWAYS AS IDENTITY, step text NOT NULL,
    key jsonb NOT NULL, before jsonb, after jsonb, aside bigint, stays boolean NOT NULL DEFAULT false, PRIMARY KEY (step, key))`,
  `CREATE UNIQUE INDEX IF NOT EXISTS merged_place_idx ON ${merged} (step, place)`,
];

/** SQL condition: whether a step has merged the row of this key, which is SQL of a jsonb. */
export function isMergedSql(step: string, key: string): string {
  return `EXISTS (SELECT FROM ${merged} WHERE step = ${literal(step)} AND key = ${key})`;
}
