import { quoteIdentifier } from "@deepiri/database/without-client";
import type { CatalogueObject } from "./catalogue.js";

/** What a statement about rights does. */
export interface GrantChange {
  /** `owner` makes the role the object's owner. */
  readonly does: "owner" | "grant" | "revoke";
  /** The object; a right on a column is a change of its table. */
  readonly object: Pick<CatalogueObject, "kind" | "schema" | "name" | "target">;
  /** Null is PUBLIC. */
  readonly role: string | null;
  /** As GRANT lists them, such as `SELECT, UPDATE ("status")`; empty for `owner`. */
  readonly privileges: string;
}

/** One statement that brings the database nearer to the computed rights. */
export interface GrantStatement extends GrantChange {
  readonly sql: string;
  /** Whether the login has the rights of the object's owner. */
  readonly mayRun: boolean;
}

/**
 * The change as SQL.
 *
 * @param target the object in the statement, where it is not to be named as the catalogue has it
 */
export function grantSql(
  { does, object, role, privileges }: GrantChange,
  target = object.target,
): string {
  const grantee = role === null ? "PUBLIC" : quoteIdentifier(role);
  switch (does) {
    case "owner":
      return `ALTER ${target} OWNER TO ${grantee}`;
    case "grant":
      return `GRANT ${privileges} ON ${target} TO ${grantee}`;
    case "revoke":
      return `REVOKE ${privileges} ON ${target} FROM ${grantee} CASCADE`;
  }
}
