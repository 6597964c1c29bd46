import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { type Field, quoted } from "./fields.js";

/** What becomes of the rows of a table of the file. */
export interface FromFile {
  /** The table of the file. */
  readonly from: string;
  /** `schema.table` of the new one. */
  readonly to: string;
  readonly fields: readonly Field[];
  /** SQL: whether a row belongs there; every row does if left out. */
  readonly where?: string;
  /** SQL of the name of the rule by which it does. */
  readonly rule?: string;
  /** Columns that stay behind. */
  readonly behind?: readonly string[];
}

/**
 * Names of columns that may hold secrets. Where nobody expected such a column, it stays behind rather than be
 * carried on in `legacy_extra`. Numbers of tokens are none.
 */
const secretive = "pass|secret|token(?!s?_?(count|used))|api[^a-z]*key|credential";

/** The projection of a table of the file: what the new table has no place for goes into its `legacy_extra`. */
export function fromFile({
  from,
  to,
  fields,
  where,
  rule,
  behind = [],
}: FromFile): ProjectionDefinition {
  const known = [...new Set([...fields.flatMap((field) => field.from), ...behind])];
  const repairs = fields.flatMap((field) => field.repairs ?? []);
  const unknown = `pg_catalog.jsonb_each(d.doc - ARRAY[${known.map(quoted).join(", ")}]::text[])`;
  const unexpected = `(SELECT pg_catalog.jsonb_object_agg(key, value) FROM ${unknown} WHERE key !~* '${secretive}' AND value <> 'null')`;
  const left = `(SELECT pg_catalog.string_agg(key, ', ' ORDER BY key) FROM ${unknown} WHERE key ~* '${secretive}' AND value <> 'null')`;
  const was = [...new Set(repairs.map((repair) => repair.was))].map((column) => {
    const when = repairs.filter((one) => one.was === column).map((one) => `(${one.when})`);
    return `${quoted(column)}, CASE WHEN ${when.join(" OR ")} THEN d.doc -> ${quoted(column)} END`;
  });
  const originals =
    was.length === 0
      ? "'{}'::jsonb"
      : `pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(${was.join(", ")}))`;
  const remarks = [
    ...repairs.map(({ when, what }) => `CASE WHEN ${when} THEN ${quoted(what)} END`),
    `${left} || ' may hold a secret, and stayed behind'`,
  ];
  const columns = [
    ...fields.map(({ column, value }) => `${value} AS ${column}`),
    `NULLIF(COALESCE(${unexpected}, '{}') || ${originals}, '{}') AS legacy_extra`,
    `pg_catalog.array_remove(ARRAY[${remarks.join(", ")}]::text[], NULL) AS _repaired`,
    ...(rule === undefined ? [] : [`${rule} AS placed_by`, `${rule} AS _rule`]),
  ];
  const joins = fields.flatMap(({ join }) => join ?? []);
  return {
    to,
    query: [
      `SELECT ${columns.join(",\n  ")}`,
      `FROM legacy.${from} AS r CROSS JOIN LATERAL pg_catalog.to_jsonb(r.*) AS d (doc)`,
      ...joins,
      ...(where === undefined ? [] : [`WHERE ${where}`]),
    ].join("\n"),
    numbersAfter: `SELECT pg_catalog.max(mark.seq)::bigint FROM legacy.sqlite_sequence AS mark WHERE mark.name = ${quoted(from)}`,
  };
}
