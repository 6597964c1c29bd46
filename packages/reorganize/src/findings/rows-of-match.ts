import { quoteIdentifier } from "@deepiri/database";
import { type Column, columnOf, primaryKey, sqlName, type Table } from "../catalog/catalog.js";
import { isSecretName } from "../catalog/secret-name.js";
import type { Match } from "./match-tables.js";
import { comparableType, isSameBase, isValid, type TargetTypes } from "./target-types.js";

/** The key of a row as text, under this name in every relation that `rowsOfMatch` gives. */
export const keyColumn = "_reorganize_key";

/** How much of a key is shown. */
const longestKey = 100;

/**
 * SQL: the rows of a table under the target's column names and, where their values fit, in its types;
 * with the key of each. `extra` are further columns over `source`, such as conditions on raw values.
 */
export function rowsOfMatch(
  match: Match,
  types: TargetTypes,
  extra: readonly string[] = [],
): string {
  const columns = [...match.columns].map(([target, source]) => {
    const wanted = columnOf(match.target, target) as Column;
    const found = columnOf(match.source, source) as Column;
    return `${inTargetType(found, wanted, types)} AS ${quoteIdentifier(target)}`;
  });
  const key = `${keyOf(match.source)} AS ${keyColumn}`;
  return `(SELECT ${[...columns, key, ...extra].join(", ")} FROM ${sqlName(match.source)} AS source) AS target_row`;
}

/** SQL: the primary key of a row of `source` as text; null without one, or where it is a secret. */
export function keyOf(table: Table): string {
  const key = primaryKey(table);
  if (key.length === 0 || key.some(isSecretName)) return "NULL::pg_catalog.text";
  const parts = key.map((name) => `source.${quoteIdentifier(name)}::pg_catalog.text`);
  return `pg_catalog.left(pg_catalog.concat_ws(', ', ${parts.join(", ")}), ${longestKey})`;
}

/** SQL: the raw value of a column of `source`. */
export function raw({ name }: { readonly name: string }): string {
  return `source.${quoteIdentifier(name)}`;
}

function inTargetType(found: Column, wanted: Column, types: TargetTypes): string {
  const comparable = comparableType(wanted.type, types);
  if (isSameBase(found.type, comparable)) return raw(found);
  const text = `${raw(found)}::pg_catalog.text`;
  if (comparable === "text") return text;
  const valid = isValid(text, wanted.type, types);
  return valid === undefined
    ? `NULL::${comparable}`
    : `CASE WHEN ${valid} THEN ${text}::${comparable} END`;
}
