/** SQL of a text, quoted. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A key that always comes out the same for the same parts. */
export function keyOf(kind: string, ...parts: readonly string[]): string {
  return `pg_catalog.md5(pg_catalog.concat_ws(' ', ${[quoted(kind), ...parts].join(", ")}))::uuid`;
}

/** The one tenant that the old installation becomes: whatever was public there was so for everybody in it. */
export const tenant = keyOf("the old installation");

/** A time that was written without a zone, in UTC. */
export const utc = (time: string): string => `(${time} AT TIME ZONE 'UTC')`;

/** What is changed in a row, and when. */
export interface Repair {
  /** SQL; null counts as no. */
  readonly when: string;
  readonly what: string;
}

/** SQL of the list of what is changed in a row. */
export function repaired(repairs: readonly Repair[]): string {
  const remarks = repairs.map(({ when, what }) => `CASE WHEN ${when} THEN ${quoted(what)} END`);
  return `pg_catalog.array_remove(ARRAY[${remarks.join(", ")}]::text[], NULL)`;
}

/** SQL of a SELECT's columns, by name. */
export function selected(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, value]) => `${value} AS ${name}`)
    .join(",\n  ");
}

/** SQL: whether a text is missing or blank. */
export const isBlank = (text: string): string => `COALESCE(pg_catalog.btrim(${text}), '') = ''`;

/** SQL: whether a document is there and no object. */
export const isNoObject = (document: string): string =>
  `COALESCE(pg_catalog.jsonb_typeof(${document}), 'null') NOT IN ('object', 'null')`;

/** SQL: whether a document is an object that has one of these keys. */
export const hasKey = (document: string, keys: readonly string[]): string =>
  `CASE WHEN pg_catalog.jsonb_typeof(${document}) = 'object' THEN ${document} ?| ARRAY[${keys.map(quoted).join(", ")}] END`;

/**
 * SQL of a document with old columns in it. A column wins over a key of its name, which is kept as `legacy_…`, as is
 * a document that is no object.
 *
 * @param columns by key SQL of a jsonb; null and empty ones are left out
 */
export function withColumns(document: string, columns: Readonly<Record<string, string>>): string {
  const keys = Object.keys(columns).map(quoted).join(", ");
  const pairs = Object.entries(columns).map(([key, value]) => `${quoted(key)}, ${value}`);
  return `(COALESCE((SELECT pg_catalog.jsonb_object_agg(CASE WHEN own.key = ANY (ARRAY[${keys}]) THEN 'legacy_' || own.key ELSE own.key END, own.value)
      FROM pg_catalog.jsonb_each(CASE pg_catalog.jsonb_typeof(${document}) WHEN 'object' THEN ${document} ELSE '{}' END) AS own), '{}')
    || CASE WHEN ${isNoObject(document)} THEN pg_catalog.jsonb_build_object('legacy_metadata', ${document}) ELSE '{}' END
    || pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(${pairs.join(", ")})))`;
}

/** SQL of a value as a document. */
export const json = (value: string): string => `pg_catalog.to_jsonb(${value})`;

/**
 * SQL of why a group is not in the target: all rows of it, named `one`, are left out. It is no part of what is grouped
 * by: it changes with rows that are looked up, and a group has to stay what it is.
 */
export const allLeftOut =
  "CASE WHEN pg_catalog.count(one.left_out) = pg_catalog.count(*) THEN pg_catalog.min(one.left_out) END";
