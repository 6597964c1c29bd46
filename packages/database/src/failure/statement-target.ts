const target =
  /^\s*(?:(INSERT)\s+INTO|(UPDATE)(?:\s+ONLY)?|(DELETE)\s+FROM(?:\s+ONLY)?|SELECT\b[\s\S]*?\sFROM)\s+"?(\w+)"?\."?([\w-]+)"?/i;

/** The table that a statement is about, as far as its text says so. */
export interface StatementTarget {
  readonly verb: "INSERT" | "UPDATE" | "DELETE" | "SELECT";
  readonly schema: string;
  readonly table: string;
}

/** The first table of a statement in which it is schema-qualified, as all of Prisma's are. */
export function statementTarget(sql: string): StatementTarget | undefined {
  const found = target.exec(sql);
  if (found === null) return undefined;
  const [, insert, update, remove, schema = "", table = ""] = found;
  const verb = insert ? "INSERT" : update ? "UPDATE" : remove ? "DELETE" : "SELECT";
  return { verb, schema, table };
}
