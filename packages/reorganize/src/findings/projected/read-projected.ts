import { plainNameSql } from "../../catalog/table-name.js";
import type { Mapping } from "../../plan/mapping.js";
import { type DeclaredProjection, readDeclared } from "../../projection/read-declared.js";
import type { Queryable } from "../../session/queryable.js";
import type { InventoryProjection } from "../inventory.js";

/** The projections of a mapping, and what there is in a database of what they read. */
export interface Projected {
  /** Those of which the table that gives the rows is there. */
  readonly projections: readonly DeclaredProjection[];
  /** The others: they are for another database, or another shape of this one. */
  readonly absent: readonly DeclaredProjection[];
  /** What stands at the names that projections read, by `schema.table`. */
  readonly found: ReadonlyMap<string, Found>;
  /** Tables that the mapping leaves out, where projections are for this database. */
  readonly leftOut: ReadonlySet<string>;
}

/** What stands at a name. */
export interface Found {
  readonly kind: "table" | "partitioned table" | "partition" | "view" | "foreign table";
  readonly rowSecurity: boolean;
  /** Tables that inherit from it, partitions apart. */
  readonly heirs: readonly string[];
}

/** No projections. */
export const nothingProjected: Projected = {
  projections: [],
  absent: [],
  found: new Map(),
  leftOut: new Set(),
};

/**
 * Reads what there is of the sources of a mapping's projections.
 *
 * @throws ProjectionsError when the mapping is wrong by itself
 */
export async function readProjected(
  reader: Queryable,
  mapping: Pick<Mapping, "projections" | "leftOut">,
): Promise<Projected> {
  const declared = await readDeclared(mapping);
  if (declared.length === 0) return nothingProjected;
  const found = await readFound(reader, [...new Set(declared.flatMap(({ sources }) => sources))]);
  // Without the table that gives the rows there are none.
  const isThere = ({ sources: [first = ""] }: DeclaredProjection): boolean => found.has(first);
  const projections = declared.filter(isThere);
  return {
    projections,
    absent: declared.filter((one) => !isThere(one)),
    found,
    leftOut: new Set(projections.length > 0 ? Object.keys(mapping.leftOut) : []),
  };
}

/** The tables with row security, by `schema.table`. */
export async function readGuarded(reader: Queryable): Promise<Set<string>> {
  const rows = await reader.query<{ name: string }>(
    `SELECT ${plainNameSql("nspname", "relname")} AS name FROM pg_catalog.pg_class
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace WHERE relrowsecurity`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** The projections, with whether they are for this database. */
export function declaredFor({ projections, absent }: Projected): InventoryProjection[] {
  const list = (all: readonly DeclaredProjection[], isHere: boolean) =>
    all.map(({ name, to, sources }) => ({ name, to, from: sources, isHere }));
  return [...list(projections, true), ...list(absent, false)];
}

/** The tables that projections read or that are left out: they become no table of the target. */
export function apartOf({ projections, leftOut }: Projected): Set<string> {
  return new Set([...projections.flatMap(({ sources }) => sources), ...leftOut]);
}

/** The targets of each source that is there, by `schema.table`. */
export function targetsBySource({ projections, found }: Projected): Map<string, string[]> {
  const targets = new Map<string, string[]>();
  for (const { to, sources } of projections)
    for (const source of sources.filter((one) => found.has(one)))
      targets.set(source, [...new Set([...(targets.get(source) ?? []), to])]);
  return targets;
}

async function readFound(reader: Queryable, names: readonly string[]): Promise<Map<string, Found>> {
  const name = plainNameSql("nspname", "relname");
  const rows = await reader.query<Found & { readonly name: string }>(
    `SELECT ${name} AS name, relrowsecurity AS "rowSecurity",
            CASE WHEN relispartition THEN 'partition' WHEN relkind = 'r' THEN 'table' WHEN relkind = 'p' THEN 'partitioned table'
                 WHEN relkind = 'f' THEN 'foreign table' ELSE 'view' END AS kind,
            CASE WHEN relkind = 'r' THEN ARRAY(
              SELECT ${plainNameSql("of.nspname", "heir.relname")} FROM pg_catalog.pg_inherits
                JOIN pg_catalog.pg_class AS heir ON heir.oid = inhrelid
                JOIN pg_catalog.pg_namespace AS of ON of.oid = heir.relnamespace
               WHERE inhparent = class.oid ORDER BY 1) ELSE '{}' END AS heirs
       FROM pg_catalog.pg_class AS class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND ${name} = ANY ($1)`,
    [names],
  );
  const all = new Map(rows.map(({ name: at, ...found }) => [at, found]));
  return new Map(
    names.flatMap((at) => {
      const found = all.get(at);
      return found ? [[at, found] as const] : [];
    }),
  );
}
