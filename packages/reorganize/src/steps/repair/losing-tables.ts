import type { Catalog, Table } from "../../catalog/catalog.js";
import { parentsFirst } from "../../catalog/parents-first.js";
import { plainName } from "../../catalog/table-name.js";
import type { TargetTypes } from "../../findings/target-types.js";
import { byTarget } from "../../plan/decision.js";
import type { Mapping } from "../../plan/mapping.js";
import { literal } from "../../session/literal.js";
import type { Before, LosingTable } from "../losing-table.js";
import { leftAt, lossesOf, mergedReason, mergedRules, rowsAt } from "./losses.js";
import { type MissingKey, missingKeyReason } from "./missing-key.js";
import { duplicateReason, duplicateRepair } from "./quarantine-duplicates.js";
import { rowsBefore, withoutEnums } from "./rows-before.js";
import { repairedDuplicateReason } from "./standing-rules.js";
import { isLosing, type TableRepairs, tableRepairs } from "./table-repairs.js";

/**
 * The tables that repairs may quarantine rows of, each with a query that finds those rows where no step
 * was taken yet: by the same rules, over the rows that the steps will find, without those that their
 * parents lose. Parents come before their children. Links that close cycles are not among them.
 */
export function losingTables(
  here: Catalog,
  target: Catalog,
  ours: ReadonlySet<string>,
  mapping: Mapping,
  types: TargetTypes,
  missing: readonly MissingKey[],
): LosingTable[] {
  const places = placesIn(target);
  const rowsOf = (parent: Table, child: Table): string => {
    const place = places(plainName(parent));
    return place < places(plainName(child)) ? leftAt(place) : rowsAt(place);
  };
  const repairs = tableRepairs(here, target, ours, mapping, types, rowsOf).map((one) => ({
    ...one,
    unique: one.unique.filter((rule) => duplicateRepair(one.wanted, rule, mapping).length === 0),
  }));
  const known = new Map(repairs.map((one) => [plainName(one.table), one]));
  const keyless = new Map(missing.map((one) => [plainName(one.table), one]));
  const names = new Set([
    ...repairs.filter(isLosing).map((one) => plainName(one.table)),
    ...keyless.keys(),
  ]);
  const inOrder = [...names].sort((one, other) => places(one) - places(other));
  return inOrder.map((name) => ({
    table: name,
    reasons: [...reasonsOf(known.get(name)), ...reasonsOfKey(keyless.get(name))],
    countSql: (before) => {
      const related = relatedTo(name, target, here);
      return withoutEnums(countSql(name, related, { places, known, keyless, before }), [
        here,
        target,
      ]);
    },
  }));
}

interface Scene {
  readonly places: (name: string) => number;
  readonly known: ReadonlyMap<string, TableRepairs>;
  readonly keyless: ReadonlyMap<string, MissingKey>;
  readonly before: Before;
}

function countSql(
  table: string,
  related: readonly Table[],
  { places, known, keyless, before }: Scene,
): string {
  const own = places(table);
  const all = related
    .map((one) => ({
      name: plainName(one),
      ...rowsBefore(one, before, keyless.has(plainName(one))),
    }))
    .sort((one, other) => places(one.name) - places(other.name));
  const rows = all.map(({ name, sql }) => `${rowsAt(places(name))} AS NOT MATERIALIZED (${sql})`);
  // Of one that is repaired later, since each refers to the other, all rows are there by then.
  const losses = all
    .filter(({ name }) => places(name) <= own)
    .map(({ name, merged }) =>
      lossesOf(places(name), merged, known.get(name), before.whole.has(name)),
    );
  const lost = losses.at(-1)?.lost.map((name) => `SELECT reason, 1 AS rows FROM ${name}`) ?? [];
  const there = `SELECT pg_catalog.count(*) FROM (${all.find(({ name }) => name === table)?.all}) AS r`;
  const withoutKey = [...keyless]
    .filter(([name]) => name === table)
    .map(
      ([, one]) =>
        `SELECT ${literal(missingKeyReason(one))}, (${there}) - (SELECT pg_catalog.count(*) FROM ${rowsAt(own)} AS r)`,
    );
  return `WITH ${[...rows, ...losses.flatMap(({ parts }) => parts)].join(",\n")}
    SELECT reason, pg_catalog.sum(rows)::float8 AS rows
      FROM (${[...lost, ...withoutKey].join(" UNION ALL ")}) AS lost (reason, rows) GROUP BY 1 HAVING pg_catalog.sum(rows) > 0
    UNION ALL
    SELECT NULL, (${there})::float8`;
}

/** Where each table stands in the order in which they are repaired. */
function placesIn(target: Catalog): (name: string) => number {
  const order = parentsFirst(new Set(target.tables.keys()), target);
  const places = new Map(order.map((name, index) => [name, index]));
  return (name) => places.get(name) ?? order.length;
}

/** The table, and those that its keys lead to, and so on, as far as they are there. */
function relatedTo(table: string, { tables }: Catalog, here: Catalog): Table[] {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { references } of tables.get(name)?.constraints ?? [])
      if (references) visit(references.table);
  };
  visit(table);
  return [...seen].flatMap((name) => here.tables.get(name) ?? []);
}

function reasonsOfKey(missing: MissingKey | undefined): LosingTable["reasons"] {
  return missing ? [{ reason: missingKeyReason(missing), rule: "otherwise.duplicate" }] : [];
}

function reasonsOf(one: TableRepairs | undefined): LosingTable["reasons"] {
  if (!one) return [];
  const rule = "otherwise.duplicate";
  return [
    ...mergedRules(one.table).map((index) => ({ reason: mergedReason(index), rule: byTarget })),
    ...one.touched.map((index) => ({ reason: repairedDuplicateReason(index), rule })),
    ...one.unique.map((index) => ({ reason: duplicateReason(index), rule })),
    ...[...one.refused, ...one.unlawful].map(({ where: _, ...reason }) => reason),
  ];
}
