import pg from "pg";

/** SQL conditions of a schema and of an object, by which only what users made is observed. */
export interface UserSchemas {
  /** Whether a schema, by an expression of its name, is neither the server's nor hidden. */
  holds(name: string): string;
  /** Whether what an object is called, as the server writes it, names no hidden schema. */
  isNamedOutside(identity: string): string;
}

/** The conditions, given names of schemas that are not observed. */
export function userSchemas(hidden: readonly string[]): UserSchemas {
  const names = ["information_schema", ...hidden].map((one) => pg.escapeLiteral(one)).join(", ");
  // The server quotes a name only where it must.
  const spelled = hidden.flatMap((one) => [one, pg.escapeIdentifier(one)]).map(inPattern);
  const pattern = pg.escapeLiteral(`(^| on | of )(${spelled.join("|")})\\.`);
  return {
    holds: (name) => `${name} !~ '^pg_' AND ${name} NOT IN (${names})`,
    isNamedOutside: (identity) => (hidden.length === 0 ? "true" : `${identity} !~ ${pattern}`),
  };
}

function inPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
