import { ownSchema } from "../catalog/own-schema.js";

/** SQL: the name of the sequence of ours that stands in for one, given the plain name of its column in SQL. */
export function standInSql(column: string): string {
  return `pg_catalog.format('%I.%I', '${ownSchema}', 'sequence ' || pg_catalog.md5(${column}))`;
}
