import { migratorRole } from "@deepiri/database/without-client";
import type { Database } from "@deepiri/workspace";

/**
 * The same database for sessions that begin as its migrator role, so that what they make is owned by
 * it. RESET ROLE leads back to it, only SET ROLE NONE to the login.
 */
export function asMigrator(url: string, { name }: Database): string {
  const changed = new URL(url);
  const options = [changed.searchParams.get("options"), `-c role=${migratorRole(name)}`];
  changed.searchParams.set("options", options.filter((option) => option).join(" "));
  return changed.href;
}
