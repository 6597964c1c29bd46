import { quoteIdentifier } from "@deepiri/database/without-client";
import type pg from "pg";
import type { SavedRole } from "../catalog/roles.js";
import type { Existing } from "./existing.js";
import { run } from "./run.js";

/**
 * Makes the roles that are missing on the server, as roles that cannot log in: no backup holds a
 * password.
 *
 * @returns their names
 */
export async function makeRoles(
  client: pg.Client,
  roles: readonly SavedRole[],
  { roles: there }: Existing,
): Promise<SavedRole[]> {
  const missing = roles.filter(({ name }) => !there.has(name));
  for (const { name, inherits } of missing)
    await run(
      client,
      `CREATE ROLE ${quoteIdentifier(name)} NOLOGIN ${inherits ? "INHERIT" : "NOINHERIT"}`,
    );
  for (const { name, memberOf } of missing)
    for (const above of memberOf)
      await run(client, `GRANT ${quoteIdentifier(above)} TO ${quoteIdentifier(name)}`);
  return missing;
}
