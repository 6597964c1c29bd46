import { quoteTable } from "@deepiri/database";
import type { Statement } from "@deepiri/sql";
import { commandsOf } from "../statement/tree.js";

export interface ForeignKey {
  readonly name: string;
  /** The table that it refers to, quoted. */
  readonly refersTo: string;
}

/** The foreign key that an ALTER TABLE adds: Prisma gives each one a statement of its own. */
export function foreignKeyOf(statement: Statement): ForeignKey | undefined {
  const [{ def } = {}] = commandsOf(statement);
  if (!def || !("Constraint" in def) || def.Constraint.contype !== "CONSTR_FOREIGN")
    return undefined;
  const { conname = "", pktable: { schemaname = "public", relname = "" } = {} } = def.Constraint;
  return { name: conname, refersTo: quoteTable(schemaname, relname) };
}
