import { jobsSchema } from "@deepiri/workspace";
import { ownSchema } from "./own-schema.js";

/** SQL: whether a schema, by an expression of its name, is none of the server, a reorganization or the job runner. */
export function inUserSchema(name = "nspname"): string {
  return `${name} !~ '^pg_' AND ${name} NOT IN ('information_schema', '${ownSchema}', '${jobsSchema}')`;
}

/** Whether something lies in the schema of a reorganization, by its name as the server writes it. */
export function isOurs(name: string): boolean {
  return name.startsWith(`${ownSchema}.`);
}
