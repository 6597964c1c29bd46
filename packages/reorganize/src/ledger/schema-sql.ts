import { ownSchema } from "../catalog/own-schema.js";

/** SQL that makes our schema, in which no other role has rights. */
export const schemaSql = [
  `CREATE SCHEMA IF NOT EXISTS ${ownSchema}`,
  `REVOKE ALL ON SCHEMA ${ownSchema} FROM PUBLIC`,
];

/** SQL that drops it again, where nothing is in it. */
export const dropSchemaSql = `DROP SCHEMA ${ownSchema}`;
