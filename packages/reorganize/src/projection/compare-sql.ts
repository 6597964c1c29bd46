import { quoteIdentifier } from "@deepiri/database";
import { isSecretName } from "../catalog/secret-name.js";
import { tableSql } from "../catalog/table-sql.js";
import { lineageNames, unprojected } from "../ledger/lineage.js";
import type { PlannedProjection } from "../plan/planned-projection.js";
import { literal } from "../session/literal.js";
import { partsOf, sameUnit, unitOf } from "./account.js";
import { units } from "./evaluate.js";

/** What is wrong with a row of the target: its query gives another, no row is there, no row is to be there, it is not in the lineage. */
export const differences = ["changed", "missing", "extra", "untracked"] as const;

export type Difference = (typeof differences)[number];

/** How many rows differ in one way, in how many of them each column does, and some keys. */
export interface Differing {
  readonly how: Difference;
  readonly rows: number;
  /** Per column of the projection, in its order. */
  readonly columns: readonly number[];
  /** Keys of the first few as text; null where a key may be a secret. */
  readonly keys: readonly (readonly string[] | null)[];
}

/** The relation of units that are compared alone: an array of documents as $1. */
const batch = ({ name }: PlannedProjection): string =>
  `SELECT * FROM pg_catalog.jsonb_populate_recordset(NULL::${lineageNames(name).unit}, $1::jsonb)`;

/** SQL that compares all that the query says, as it was written, with the target. */
export function compareAllSql(projection: PlannedProjection, samples: number): string {
  const { lineage } = lineageNames(projection.name);
  return compareSql(projection, projection.query, lineage, samples);
}

/** SQL of the units, as documents, in which what the query says and the target differ. */
export function differingUnitsSql(projection: PlannedProjection): string {
  const { lineage } = lineageNames(projection.name);
  return `WITH ${listsOf(projection, projection.query, lineage).join(",\n")}
    SELECT DISTINCT unit FROM counting`;
}

/** SQL that compares what it says for the units in $1. */
export function compareUnitsSql(projection: PlannedProjection, samples: number): string {
  const { lineage } = lineageNames(projection.name);
  const known = `(SELECT known.* FROM ${lineage} AS known JOIN ${units} ON ${sameUnit(projection, "known", units)})`;
  // Fenced off: else the full join has the server evaluate values of all rows before it looks whose units they are.
  const ofUnits = `SELECT * FROM (${projection.ofUnits}) AS of_units OFFSET 0`;
  return compareSql(projection, ofUnits, known, samples, [
    `${units} AS MATERIALIZED (${batch(projection)})`,
  ]);
}

function compareSql(
  projection: PlannedProjection,
  query: string,
  lineage: string,
  samples: number,
  ctes: readonly string[] = [],
): string {
  const sums = projection.columns.map(
    (_, index) =>
      `pg_catalog.count(*) FILTER (WHERE how = 'changed' AND differs[${index + 1}])::int`,
  );
  return `WITH ${[...ctes, ...listsOf(projection, query, lineage)].join(",\n")}
    SELECT how, pg_catalog.count(*)::float8 AS rows, ARRAY[${sums.join(", ")}] AS columns,
           (SELECT pg_catalog.json_agg(shown.key) FROM (
             SELECT key FROM counting AS one WHERE one.how = counting.how ORDER BY key LIMIT ${samples}) AS shown) AS keys
      FROM counting GROUP BY how ORDER BY how`;
}

/** SQL of the relation `counting`, the rows that differ and count, and of what it is made of. */
function listsOf(projection: PlannedProjection, query: string, lineage: string): string[] {
  const { key, columns, to } = projection;
  const parts = partsOf(projection);
  const given = columns.map(
    ({ name, type }) => `(one.${quoteIdentifier(name)})::${type} AS ${quoteIdentifier(name)}`,
  );
  const kept = projection.remarks.includes("_left_out") ? `WHERE one."_left_out" IS NULL` : "";
  const names = columns.map(({ name }) => quoteIdentifier(name));
  const at = (row: string) => names.map((name) => `${row}.${name}`).join(", ");
  const keys = key.map(quoteIdentifier);
  const sameKey = (one: string, other: (name: string) => string) =>
    keys.map((name) => `${one}.${name} = ${other(name)}`).join(" AND ");
  const anyKey = (name: string) => `COALESCE(wanted.${name}, known.${name})`;
  return [
    `differing AS MATERIALIZED (
      SELECT ${keyText(key, (name) => anyKey(quoteIdentifier(name)))} AS key,
             CASE WHEN wanted._there IS NULL THEN 'extra' WHEN theirs._there IS NULL THEN 'missing'
                  WHEN known._there IS NULL OR NOT pg_catalog.record_image_eq(ROW(${partsOf(projection, "known").join(", ")}), ROW(${partsOf(projection, "wanted").join(", ")})) THEN 'untracked'
                  ELSE 'changed' END AS how,
             ARRAY[${names.map((name) => columnDiffers(name)).join(", ")}] AS differs,
             ARRAY[${names.map((name) => `theirs.${name} IS NULL`).join(", ")}] AS empty,
             pg_catalog.to_jsonb(CASE WHEN wanted._there THEN ${unitOf(projection, "wanted")} ELSE ${unitOf(projection, "known")} END) AS unit
        FROM (SELECT true AS _there, ${[...given, ...parts.map((part) => `one.${part}`)].join(", ")} FROM (${query}) AS one ${kept}) AS wanted
        FULL JOIN (SELECT true AS _there, * FROM ${lineage} AS known) AS known ON ${sameKey("known", (name) => `wanted.${name}`)}
        LEFT JOIN (SELECT true AS _there, * FROM ${tableSql(to)} AS theirs) AS theirs ON ${sameKey("theirs", anyKey)}
       WHERE (wanted._there AND known._there AND theirs._there
              AND (known.adopted OR pg_catalog.record_image_eq(ROW(${at("theirs")}), ROW(${at("wanted")})))
              AND pg_catalog.record_image_eq(ROW(${partsOf(projection, "known").join(", ")}), ROW(${partsOf(projection, "wanted").join(", ")}))) IS NOT TRUE)`,
    `counting AS (
      SELECT differing.* FROM differing
        LEFT JOIN (${asideSql(projection)}) AS failed ON failed.unit = differing.unit
       WHERE failed.state IS DISTINCT FROM 'quarantined' AND NOT (failed.state IS NOT DISTINCT FROM 'waiting' AND how = 'changed' AND ${onlyLate(projection)}))`,
  ];
}

/** SQL of the units of a projection that are rightly without a row, or with an earlier one, and their state. */
function asideSql({ name, inVain }: PlannedProjection): string {
  return `SELECT unit, state FROM ${unprojected}
    WHERE projection = ${literal(name)} AND unit NOT IN (SELECT unit FROM (${inVain}) AS in_vain)`;
}

function columnDiffers(name: string): string {
  return `NOT pg_catalog.record_image_eq(ROW(theirs.${name}), ROW(wanted.${name}))`;
}

/** SQL: whether all that differs are columns which are null as long as they wait. */
function onlyLate({ columns, late }: PlannedProjection): string {
  return columns
    .map(({ name }, index) => {
      const position = index + 1;
      return late.includes(name)
        ? `(NOT differs[${position}] OR empty[${position}])`
        : `NOT differs[${position}]`;
    })
    .join(" AND ");
}

const longestKey = 100;

/** SQL of a key as an array of texts; null where it may be a secret. */
export function keyText(key: readonly string[], spell: (name: string) => string): string {
  if (key.length === 0 || key.some(isSecretName)) return "NULL::text[]";
  return `ARRAY[${key.map((name) => `pg_catalog.left(${spell(name)}::text, ${longestKey})`).join(", ")}]`;
}

/** SQL of rows of the lineage whose units are no more, and are in no quarantine. */
export function extraUnitsSql(projection: PlannedProjection, samples: number): string {
  const { lineage } = lineageNames(projection.name);
  const key = keyText(projection.key, (name) => `known.${quoteIdentifier(name)}`);
  return `WITH extra AS MATERIALIZED (
      SELECT ${key} AS key FROM ${lineage} AS known
        LEFT JOIN (SELECT true AS _there, ${unitOf(projection, "one")} AS unit FROM (${projection.units}) AS one) AS there
          ON there.unit = ${unitOf(projection, "known")}
       WHERE there._there IS NULL)
    SELECT 'extra' AS how, pg_catalog.count(*)::float8 AS rows, '{}'::int[] AS columns,
           (SELECT pg_catalog.json_agg(shown.key) FROM (SELECT key FROM extra ORDER BY key LIMIT ${samples}) AS shown) AS keys
      FROM extra HAVING pg_catalog.count(*) > 0`;
}

/** SQL of the units that are not in quarantine, each as a document. */
export function soundUnitsSql(projection: PlannedProjection): string {
  return `SELECT pg_catalog.to_jsonb(${unitOf(projection, "one")}) AS unit FROM (${projection.units}) AS one
     WHERE NOT EXISTS (SELECT FROM (${asideSql(projection)}) AS failed
                        WHERE failed.state = 'quarantined' AND failed.unit = pg_catalog.to_jsonb(${unitOf(projection, "one")}))`;
}

/** SQL that counts the rows of a table that none of these projections has made. */
export function ownRowsSql(to: string, projections: readonly PlannedProjection[]): string {
  const strange = projections
    .filter((one) => one.to === to)
    .map(({ name, key }) => {
      const same = key.map(
        (column) => `known.${quoteIdentifier(column)} = theirs.${quoteIdentifier(column)}`,
      );
      return `NOT EXISTS (SELECT FROM ${lineageNames(name).lineage} AS known WHERE ${same.join(" AND ")})`;
    });
  return `SELECT pg_catalog.count(*)::float8 AS rows FROM ${tableSql(to)} AS theirs WHERE ${strange.join(" AND ")}`;
}
