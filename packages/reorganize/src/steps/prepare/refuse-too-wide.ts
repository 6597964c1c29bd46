import { type Column, columnOf, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { OpenDecision } from "../../findings/open-decision.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import type { Rehearsal } from "../rehearsal.js";

/** How many columns PostgreSQL lets a table have in its life: a column that was dropped keeps its number. */
const most = 1600;

/**
 * Asks about tables that would come to more columns than PostgreSQL allows, by the steps or by a rollback, which makes
 * again what was dropped.
 *
 * @throws OpenDecisionsError that names them
 */
export async function refuseTooWide({
  copy,
  assigned,
  target,
}: Pick<Rehearsal, "copy" | "assigned" | "target">): Promise<void> {
  const sources = [...assigned].flatMap(([name, all]) => {
    const wanted = target.catalog.tables.get(name);
    return wanted ? all.map((source) => ({ ...source, wanted })) : [];
  });
  const widths = await copy.query<{ oid: number; width: number }>(
    `SELECT attrelid::int AS oid, pg_catalog.max(attnum)::int AS width FROM pg_catalog.pg_attribute
      WHERE attrelid = ANY ($1) AND attnum > 0 GROUP BY attrelid`,
    [sources.map(({ table }) => table.oid)],
  );
  const widthOf = new Map(widths.map(({ oid, width }) => [oid, width]));
  const asked = sources.flatMap(({ table, rename, wanted }): OpenDecision[] => {
    const width = widthOf.get(table.oid) ?? 0;
    const more = columnsMade(table, wanted, rename);
    if (width + more <= most) return [];
    const question = {
      code: "too wide" as const,
      width,
      dropped: width - table.columns.length,
      more,
    };
    return [runFirst({ table: plainName(table) }, question, [])];
  });
  if (asked.length > 0) throw new OpenDecisionsError(asked);
}

/** How many columns are made in it, there and back: one for each that goes or comes, two for each that is converted. */
function columnsMade(table: Table, wanted: Table, rename: ReadonlyMap<string, string>): number {
  const found = table.columns.map((column) => ({
    column,
    goal: columnOf(wanted, rename.get(column.name) ?? column.name),
  }));
  const kept = found.filter(({ goal }) => goal !== undefined);
  const converted = kept.filter(({ column, goal }) => !isAlike(column, goal as Column));
  const going = found.length - kept.length;
  const coming = wanted.columns.length - kept.length;
  return going + coming + 2 * converted.length;
}

function isAlike(one: Column, other: Column): boolean {
  return one.type === other.type && one.collation === other.collation;
}
