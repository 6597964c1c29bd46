import { quoteIdentifier } from "@deepiri/database";
import { type Column, type Constraint, columnOf, sqlName } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import { sampleKeys } from "./check-rows.js";
import { type Conflict, columnName, counted } from "./finding.js";
import type { Place } from "./match-tables.js";
import { rowsOfPlace } from "./rows-of-place.js";
import { comparableType, isSameBase, type TargetTypes } from "./target-types.js";

/**
 * Rows that point to nothing, by each foreign key of the target. A key that the table already has is
 * no proof: who switched triggers off could write past it. A row counts as there in any of the places
 * of the table pointed to.
 */
export async function findOrphans(
  reader: Queryable,
  place: Place,
  places: readonly Place[],
  types: TargetTypes,
): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  for (const key of place.target.constraints.filter(({ kind }) => kind === "foreign key")) {
    if (!key.columns.every((name) => place.columns.has(name))) continue;
    conflicts.push(...(await orphansOf(reader, place, key, places, types)));
  }
  return conflicts;
}

async function orphansOf(
  reader: Queryable,
  place: Place,
  key: Constraint,
  places: readonly Place[],
  types: TargetTypes,
): Promise<Conflict[]> {
  const parent = key.references?.table ?? "";
  const parents = places.filter(({ target }) => plainName(target) === parent);
  const condition = isOrphan(place, key, parents, types);
  const from = rowsOfPlace(place, types);
  const on = nameOf(place, key);
  const { rows, refused } = await ask<{ count: number }>(
    reader,
    `SELECT count(*)::float8 AS count FROM ${from} WHERE ${condition}`,
  );
  if (refused !== undefined)
    return [
      {
        kind: "not checked",
        on,
        what: `The server refused to look for orphans (${refused}).`,
        count: 0,
        samples: [],
      },
    ];
  const count = rows?.[0]?.count ?? 0;
  if (count === 0) return [];
  const there = parents.length > 0 ? "" : ", a table that is not there";
  const what = `${counted(count, "row points", "rows point")} to no row of ${parent}${there}.`;
  return [{ kind: "orphan", on, what, count, samples: await sampleKeys(reader, from, condition) }];
}

function isOrphan(
  place: Place,
  key: Constraint,
  parents: readonly Place[],
  types: TargetTypes,
): string {
  const given = key.columns.map((name) => `target_row.${quoteIdentifier(name)} IS NOT NULL`);
  const absent = parents.map((parent) => absentFrom(place, key, parent, types));
  return [...given, ...absent].join(" AND ");
}

function absentFrom(place: Place, key: Constraint, parent: Place, types: TargetTypes): string {
  const pairs = key.columns.map((name, index) =>
    equal(
      columnOf(place.target, name) as Column,
      parent,
      key.references?.columns[index] ?? "",
      types,
    ),
  );
  return `NOT EXISTS (SELECT FROM ${sqlName(parent.source)} AS parent WHERE ${pairs.join(" AND ")})`;
}

function equal(column: Column, parent: Place, pointedTo: string, types: TargetTypes): string {
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

function nameOf(place: Place, { columns }: Constraint): string {
  const names = columns.map((name) => place.columns.get(name) ?? name);
  return columnName(plainName(place.source), names.join(", "));
}
