/** SQL of a text, quoted. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** SQL of a key that always comes out the same for the same parts; null where one of them is. */
export function keyOf(kind: string, ...parts: readonly string[]): string {
  return `pg_catalog.md5(${[quoted(kind), ...parts.map((part) => `' ' || (${part})::text`)].join(" || ")})::uuid`;
}

/** SQL of a SELECT's columns, by name. */
export function selected(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, value]) => `${value} AS ${name}`)
    .join(",\n  ");
}

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

/** SQL: whether a text is missing or blank. */
export const isBlank = (text: string): string => `COALESCE(pg_catalog.btrim(${text}), '') = ''`;

/** SQL of a word as words are compared: in small letters, without blanks around it. */
export const plain = (word: string): string => `pg_catalog.lower(pg_catalog.btrim(${word}))`;

/** SQL of a value as a document. */
export const json = (value: string): string => `pg_catalog.to_jsonb(${value})`;

/** SQL of an object of what is not null, by key SQL of a document. */
export function object(columns: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(columns).map(([key, value]) => `${quoted(key)}, ${value}`);
  return `pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(${pairs.join(", ")}))`;
}

/** SQL of a document if it is an object. */
export const ifObject = (document: string): string =>
  `CASE WHEN pg_catalog.jsonb_typeof(${document}) = 'object' THEN ${document} END`;

/** SQL of a list of texts without those that are null. */
export const withoutNull = (list: string): string =>
  `COALESCE(pg_catalog.array_remove(${list}, NULL), '{}'::text[])`;

/** SQL of the uuid that a text is behind some words; null where it is none. */
export const uuidBehind = (words: string, text: string): string =>
  `pg_catalog.substring(${text}, ${quoted(`${words}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})`)})::uuid`;
