/** In which a session reads and prints what programs have agreed on with the server; those that matter are sent at the start. */
const locale = "^(lc_|timezone|datestyle|default_text_search_config$)";

/** Where things are put, who may do what, how safe a commit is, and whether a database takes writes: what others decide counts. */
const decided = [
  "default_tablespace",
  "temp_tablespaces",
  "createrole_self_grant",
  "password_encryption",
  "synchronous_commit",
  "default_transaction_read_only",
];

/** What also changes what a statement does, and only some may set; and limits that older servers do not know by name. */
const also = [
  "session_replication_role",
  "event_triggers",
  "temp_file_limit",
  "transaction_timeout",
];

const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(", ");

/**
 * SQL that puts back, for as long as the session lasts, what role, database and server have set and says how statements are
 * meant: by the catalog, whatever anybody may set that is a word or a switch, such as array_nulls. A number says how much,
 * such as work_mem, and stays. Of its rows none is needed.
 */
export const withoutSettingsOfOthers = `
  SELECT pg_catalog.set_config(name, boot_val, false) FROM pg_catalog.pg_settings
   WHERE source IN ('configuration file', 'command line', 'global', 'database', 'user', 'database user')
     AND setting <> boot_val
     AND CASE WHEN name IN (${list(also)}) THEN context = 'user' OR pg_catalog.has_parameter_privilege(name, 'SET')
              ELSE context = 'user' AND vartype IN ('bool', 'enum', 'string')
                   AND name !~ '[.]' AND name !~* '${locale}' AND name NOT IN (${list(decided)}) END`;
