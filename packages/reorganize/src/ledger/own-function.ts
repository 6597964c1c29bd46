import { quoteTable } from "@deepiri/database";
import { ownSchema } from "../catalog/own-schema.js";
import { shortName } from "../catalog/short-name.js";

/** SQL name of a function that a step makes in our schema; shortened where PostgreSQL would cut it off. */
export function ownFunction(name: string): string {
  return quoteTable(ownSchema, shortName(name));
}

/** SQL: whether a function that may be missing, by its schema's oid, is none of ours. */
export function notOursSql(schema: string): string {
  return `${schema} IS DISTINCT FROM pg_catalog.to_regnamespace('${ownSchema}')::oid`;
}
