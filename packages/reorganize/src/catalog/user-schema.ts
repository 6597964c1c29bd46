import { ownSchema } from "./own-schema.js";

/** SQL: whether a schema, by an expression of its name, is neither the server's nor that of a reorganization. */
export function inUserSchema(name = "nspname"): string {
  return `${name} !~ '^pg_' AND ${name} NOT IN ('information_schema', '${ownSchema}')`;
}
