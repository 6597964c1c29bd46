import { ownSchema } from "../catalog/own-schema.js";

/** SQL name of the table of rows that the target cannot hold: whole, with the reason. */
export const quarantine = `${ownSchema}.quarantine`;

/** SQL that makes it. */
export const quarantineSql = [
  `CREATE TABLE IF NOT EXISTS ${quarantine} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, step text NOT NULL, relation text NOT NULL,
    key jsonb NOT NULL, row jsonb NOT NULL, reason text NOT NULL,
    set_aside_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  `CREATE INDEX IF NOT EXISTS quarantine_step_idx ON ${quarantine} (step, relation)`,
];

/** SQL that lets its rows be found by key, which only merges need. */
export const quarantineKeySql = `CREATE INDEX IF NOT EXISTS quarantine_key_idx ON ${quarantine} (key)`;
