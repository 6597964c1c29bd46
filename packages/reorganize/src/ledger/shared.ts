import { ownSchema } from "../catalog/own-schema.js";

/** SQL name of the table of keys of which both twins have a row and the survivor's is kept: `image` is that row as it was then. */
export const shared = `${ownSchema}.shared`;

/** SQL that makes it. */
export const sharedSql = [
  `CREATE TABLE IF NOT EXISTS ${shared} (step text NOT NULL, key jsonb NOT NULL, image jsonb NOT NULL,
    PRIMARY KEY (step, key))`,
];
