import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, columnOf, sqlName, type Table } from "../catalog/catalog.js";
import { type Compared, readUniqueRules, type UniqueRule } from "../catalog/read-unique-rules.js";
import { plainName } from "../catalog/table-name.js";
import { keyColumn, keyOf } from "../findings/rows-of-match.js";
import type { LostRule } from "../plan/lost-rule.js";
import { nameAfter } from "../plan/name-after.js";
import type { Source } from "../plan/plan.js";
import type { Queryable } from "../session/queryable.js";

/** A scratch copy before the first step. */
export interface Start {
  readonly catalog: Catalog;
  readonly rules: readonly UniqueRule[];
}

/**
 * The rules of the start that are gone, or compare otherwise, at the end of the steps, on tables that are still there.
 *
 * @param end the copy's catalog now
 */
export async function readLostRules(
  copy: Queryable,
  start: Start,
  end: Catalog,
  sources: readonly Source[],
): Promise<LostRule[]> {
  const after = byOid(end);
  const before = byOid(start.catalog);
  const rules = await readUniqueRules(copy);
  const lost: LostRule[] = [];
  for (const rule of start.rules.filter((one) => !isHeld(one, rules))) {
    const [was, is] = [before.get(rule.tableOid), after.get(rule.tableOid)];
    if (!was || !is) continue;
    const renamed = sources.find(({ from }) => from === plainName(was))?.columns ?? {};
    const broken = brokenSql(rule, rowsAsBefore(was, is, renamed));
    // One on a column that is gone is of values that only the rows of before have.
    if (await isSql(copy, broken))
      lost.push({ table: plainName(is), rule: rule.name, keys: rule.keys, broken });
  }
  return lost;
}

function byOid({ tables }: Catalog): Map<number, Table> {
  return new Map([...tables.values()].map((table) => [table.oid, table]));
}

/** Whether the rule is there still, or another that says the same. */
function isHeld(rule: UniqueRule, rules: readonly UniqueRule[]): boolean {
  const meaning = ({ tableOid, oid: _, name: __, compared: ___, ...rest }: UniqueRule): string =>
    JSON.stringify([tableOid, rest]);
  const saysTheSame = (other: UniqueRule): boolean =>
    meaning(other) === meaning(rule) && tellsApart(rule.compared, other.compared);
  return rules.some((other) => other.oid === rule.oid || saysTheSame(other));
}

/** Whether values that the second comparison tells apart are told apart by the first one, too. */
function tellsApart(these: readonly Compared[], those: readonly Compared[]): boolean {
  return these.every(({ by, type, takes }, at) => {
    const other = those[at];
    return other?.by === by && (other.type === type || takes.includes(other.base));
  });
}

/** SQL: the rows of a table as it is, under the names and in the types that its columns had. */
function rowsAsBefore(was: Table, is: Table, renamed: Source["columns"]): string {
  const columns = was.columns.flatMap(({ name, type, collation }) => {
    const now = columnOf(is, nameAfter({ columns: renamed }, name));
    if (!now) return [];
    const value = `source.${quoteIdentifier(now.name)}`;
    const typed = now.type === type ? value : `${value}::${type}`;
    const compared =
      collation === now.collation ? typed : `(${typed} COLLATE ${collation ?? `"default"`})`;
    return [`${compared} AS ${quoteIdentifier(name)}`];
  });
  return `SELECT ${[...columns, `${keyOf(is)} AS ${keyColumn}`].join(", ")} FROM ${sqlName(is)} AS source`;
}

function brokenSql(rule: UniqueRule, rows: string): string {
  const { keys, operators, predicate, nullsNotDistinct, isPrimary } = rule;
  const named = keys.map((key, at) => `(${key}) AS key_${at}`);
  const all = keys.map((_, at) => `key_${at}`);
  const isCompared = nullsNotDistinct ? "true" : `(${all.join(", ")}) IS NOT NULL`;
  const excluded = operators?.map((operator, at) => `one.key_${at} ${operator} other.key_${at}`);
  const found = excluded
    ? `SELECT ${keyColumn} FROM kept AS one WHERE EXISTS (
         SELECT FROM kept AS other WHERE other.row <> one.row AND ${excluded.join(" AND ")})`
    : `SELECT ${keyColumn} FROM (
         SELECT ${keyColumn}, pg_catalog.count(*) OVER (PARTITION BY ${all.join(", ")}) AS size
           FROM kept WHERE ${isCompared}) AS sized WHERE size > 1`;
  const empty = `SELECT ${keyColumn} FROM kept WHERE NOT (${isCompared})`;
  return `WITH source_row AS (${rows}),
      kept AS (SELECT ${keyColumn}, pg_catalog.row_number() OVER () AS row, ${named.join(", ")}
                 FROM source_row${predicate === null ? "" : ` WHERE ${predicate}`}),
      broken AS (${isPrimary ? `${found} UNION ALL ${empty}` : found})
    SELECT pg_catalog.count(*)::int AS count, COALESCE((pg_catalog.array_agg(${keyColumn} ORDER BY ${keyColumn})
             FILTER (WHERE ${keyColumn} IS NOT NULL))[1:5], '{}') AS keys FROM broken`;
}

async function isSql(copy: Queryable, sql: string): Promise<boolean> {
  return copy.query(sql).then(
    () => true,
    (error: { code?: string }) => {
      if (error.code?.startsWith("42")) return false;
      throw error;
    },
  );
}
