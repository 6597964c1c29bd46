import { quoteIdentifier } from "@deepiri/database";
import { type Column, type Constraint, columnOf, sqlName } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import { sampleKeys } from "./check-rows.js";
import type { Finding } from "./finding.js";
import type { Match } from "./match-tables.js";
import { rowsOfMatch } from "./rows-of-match.js";
import { comparableType, isSameBase, type TargetTypes } from "./target-types.js";

/**
 * Rows that point to nothing, by each foreign key of the target. A key that the table already has is
 * no proof: a session with triggers switched off could write past it. A row exists if any twin of the
 * table pointed to has it.
 */
export async function findOrphans(
  reader: Queryable,
  match: Match,
  matched: readonly Match[],
  types: TargetTypes,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const key of match.target.constraints.filter(({ kind }) => kind === "foreign key")) {
    if (!key.columns.every((name) => match.columns.has(name))) continue;
    findings.push(...(await orphansOf(reader, match, key, matched, types)));
  }
  return findings;
}

async function orphansOf(
  reader: Queryable,
  match: Match,
  key: Constraint,
  matched: readonly Match[],
  types: TargetTypes,
): Promise<Finding[]> {
  const parent = key.references?.table ?? "";
  const parents = matched.filter(({ target }) => plainName(target) === parent);
  const condition = isOrphan(match, key, parents, types);
  const from = rowsOfMatch(match, types);
  const [table, columns] = [plainName(match.source), columnsOf(match, key)];
  const { rows, refused } = await ask<{ count: number }>(
    reader,
    `SELECT count(*)::float8 AS count FROM ${from} WHERE ${condition}`,
  );
  if (refused !== undefined)
    return [
      {
        kind: "not checked",
        table,
        columns,
        check: { code: "orphans", sqlState: refused },
        count: 0,
        samples: [],
      },
    ];
  const count = rows?.[0]?.count ?? 0;
  if (count === 0) return [];
  const samples = await sampleKeys(reader, from, condition);
  const parentFound = parents.length > 0;
  return [{ kind: "orphan", table, columns, parent, parentFound, count, samples }];
}

function isOrphan(
  match: Match,
  key: Constraint,
  parents: readonly Match[],
  types: TargetTypes,
): string {
  const given = key.columns.map((name) => `target_row.${quoteIdentifier(name)} IS NOT NULL`);
  const absent = parents.map((parent) => absentFrom(match, key, parent, types));
  return [...given, ...absent].join(" AND ");
}

function absentFrom(match: Match, key: Constraint, parent: Match, types: TargetTypes): string {
  const pairs = key.columns.map((name, index) =>
    equal(
      columnOf(match.target, name) as Column,
      parent,
      key.references?.columns[index] ?? "",
      types,
    ),
  );
  return `NOT EXISTS (SELECT FROM ${sqlName(parent.source)} AS parent WHERE ${pairs.join(" AND ")})`;
}

function equal(column: Column, parent: Match, pointedTo: string, types: TargetTypes): string {
  const found = columnOf(parent.source, parent.columns.get(pointedTo) ?? "");
  if (!found) return "false";
  const [one, other] = [
    `target_row.${quoteIdentifier(column.name)}`,
    `parent.${quoteIdentifier(found.name)}`,
  ];
  // The types of the database may differ where those of the target do not; without need, no index is lost.
  return isSameBase(comparableType(column.type, types), found.type)
    ? `${other} = ${one}`
    : `${other}::pg_catalog.text = ${one}::pg_catalog.text`;
}

function columnsOf(match: Match, { columns }: Constraint): string[] {
  return columns.map((name) => match.columns.get(name) ?? name);
}
