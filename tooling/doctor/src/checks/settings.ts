import { catalogueCheck } from "../check/check.js";

interface Setting {
  readonly name: string;
  readonly source: string;
}

/** Settings that lose rows in a crash, or stop what keeps tables in shape. */
export const settings = catalogueCheck<Setting>({
  name: "settings",
  sql: `
SELECT name, source FROM pg_settings
 WHERE name IN ('fsync', 'full_page_writes', 'autovacuum', 'track_counts') AND setting = 'off' ORDER BY 1`,
  find: (rows) =>
    rows.map(({ name, source }) => ({
      code: isDurability(name) ? "durability-off" : "autovacuum-off-everywhere",
      severity: "error",
      subject: { kind: "setting", name },
      evidence: { source },
      // What stands on the command line goes before all that can be set.
      remedy:
        source === "command line"
          ? {}
          : { sql: [`ALTER SYSTEM SET ${name} = on`, "SELECT pg_catalog.pg_reload_conf()"] },
    })),
});

function isDurability(setting: string): boolean {
  return setting === "fsync" || setting === "full_page_writes";
}
