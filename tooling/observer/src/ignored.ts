/** Catalogs that say nothing which a user has set: statistics, what is derived from others, and data. */
export const ignoredCatalogs: ReadonlySet<string> = new Set([
  "pg_init_privs",
  "pg_largeobject",
  "pg_largeobject_metadata",
  "pg_statistic",
  "pg_statistic_ext_data",
]);

/**
 * Columns of catalogs that change by themselves, or differ between two objects that are the same: numbers
 * of files, columns and transactions, estimates, and hints. Everything else counts, also what a later
 * version of PostgreSQL brings.
 */
export const ignoredColumns: Readonly<Record<string, readonly string[]>> = {
  // How many dimensions of an array were written is never asked again, and no dump has it.
  pg_attribute: ["attndims", "attnum", "attcacheoff", "atthasmissing", "attmissingval"],
  pg_class: [
    "reltype",
    "relfilenode",
    "relpages",
    "reltuples",
    "relallvisible",
    "relallfrozen",
    "relhasindex",
    "relnatts",
    "relhasrules",
    "relhastriggers",
    "relhassubclass",
    "relrewrite",
    "relfrozenxid",
    "relminmxid",
  ],
  pg_constraint: ["conindid"],
  // By a name made of numbers, where keys of partitions have it. That a partition's trigger is its table's, its name says.
  // Of several unique rules of the same columns a key relies on any.
  pg_trigger: ["tgparentid", "tgconstrindid"],
  // Whoever made it owns it: no statement changes that, and no dump has it.
  pg_extension: ["extowner"],
  // The name says what it is about.
  pg_description: ["objoid", "classoid", "objsubid"],
  pg_seclabel: ["objoid", "classoid", "objsubid"],
  pg_depend: ["classid", "objid", "objsubid", "refclassid", "refobjid", "refobjsubid"],
  pg_index: ["indcheckxmin"],
  pg_type: ["typarray", "typndims"],
};
