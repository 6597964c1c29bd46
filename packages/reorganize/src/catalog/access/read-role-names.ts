import type { Queryable } from "../../session/queryable.js";

/** All roles of the server. */
export async function readRoleNames(reader: Queryable): Promise<string[]> {
  const rows = await reader.query<{ name: string }>(
    "SELECT rolname::text AS name FROM pg_catalog.pg_roles",
  );
  return rows.map(({ name }) => name);
}
