/**
 * SQL of a value as a column of this type stores it; one that the column refuses stays as it is. A cast to a
 * type with a limit would cut it without a word, where an INSERT refuses.
 */
export function asStored(type: string, value: string): string {
  const [, name = type, limit, rest = ""] = /^([a-z ]+)\((\d+)\)(.*)$/.exec(type) ?? [];
  if (limit === undefined) return `(${value})::${type}`;
  const bare = unlimited[name];
  if (bare === undefined) return `(${value})::${type}`;
  // Blanks at the end are cut by an INSERT, too.
  return name.startsWith("character") && rest === ""
    ? `CASE WHEN pg_catalog.char_length(pg_catalog.rtrim((${value})::text, ' ')) <= ${limit} THEN (${value})::${type} ELSE (${value})::${bare} END`
    : `(${value})::${bare}${rest}`;
}

/** Types whose limit refuses; those of numbers and times round, by a cast as by an INSERT. */
const unlimited: Readonly<Record<string, string>> = {
  character: "pg_catalog.bpchar",
  "character varying": "pg_catalog.varchar",
  bit: 'pg_catalog."bit"',
  "bit varying": "pg_catalog.varbit",
};
