import { type GrantChange, grantSql } from "@deepiri/schema-engine";
import { literal } from "../../session/literal.js";

/** SQL of the change; one of the database is made in whichever it runs in. */
export function changeSql(change: GrantChange): string {
  if (change.object.kind !== "database") return grantSql(change);
  return inThisDatabase(grantSql(change, "DATABASE %I"));
}

/** SQL of what was so before a grant or a revocation in the database. */
export function reverseSql({ does, object, role, privileges }: GrantChange): string {
  const change = { object, role, privileges };
  if (does === "revoke") return changeSql({ ...change, does: "grant" });
  return inThisDatabase(grantSql({ ...change, does: "revoke" }, "DATABASE %I"));
}

function inThisDatabase(text: string): string {
  return `DO ${literal(`BEGIN EXECUTE pg_catalog.format(${literal(text)}, pg_catalog.current_database()); END`)}`;
}
