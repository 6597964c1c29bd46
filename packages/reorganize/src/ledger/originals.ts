import { ownSchema } from "../catalog/own-schema.js";

/**
 * SQL name of the table of values that a repair changed: what they were, and what they became; `again`
 * of those repaired once more.
 */
export const originals = `${ownSchema}.originals`;

/** SQL that makes it. */
export const originalsSql = [
  `CREATE TABLE IF NOT EXISTS ${originals} (
    step text NOT NULL, key jsonb NOT NULL, before jsonb NOT NULL, after jsonb NOT NULL,
    again jsonb NOT NULL DEFAULT '[]', PRIMARY KEY (step, key))`,
];
