import { brand } from "@deepiri/database/brand";
import { connectOnce, quoteTable } from "@deepiri/database/without-client";
import { readOwnership } from "@deepiri/workspace";
import type { Place } from "../place/place.js";
import { placeLabel } from "../place/place-label.js";

/** What one package holds in one schema of one place. */
export interface TableCount {
  readonly schema: string;
  /** The package, as it is called beside those of other places. */
  readonly owner: string;
  readonly tables: number;
  /** Exact, by counting. */
  readonly rows: number;
}

interface Group {
  readonly schema: string;
  readonly owner: string;
  readonly tables: readonly string[];
}

/** Counts tables and rows per schema and owner, place by place in the order of migration. */
export async function countTables(places: readonly Place[]): Promise<TableCount[]> {
  const counts = await Promise.all(
    places.map(async (place) => {
      const groups = groupTables(place, places);
      const rows = await countRows(place.url, groups);
      return groups.map(({ schema, owner, tables }, index) => ({
        schema,
        owner,
        tables: tables.length,
        rows: rows[index] ?? 0,
      }));
    }),
  );
  return counts.flat();
}

function groupTables(place: Place, places: readonly Place[]): Group[] {
  const keys = new Set(place.packages.map(({ key }) => key));
  const groups = new Map<string, Group>();
  for (const { owner, declared } of readOwnership(place.database).tables.values()) {
    if (!keys.has(owner.key)) continue;
    const { schema, object } = declared;
    const id = `${schema} ${owner.key}`;
    const group = groups.get(id) ?? { schema, owner: placeLabel(place, places, owner), tables: [] };
    groups.set(id, { ...group, tables: [...group.tables, quoteTable(schema, object)] });
  }
  return [...groups.values()];
}

async function countRows(url: string, groups: readonly Group[]): Promise<number[]> {
  if (groups.length === 0) return [];
  const client = await connectOnce(url, { applicationName: `${brand.name} db` });
  const sums = groups.map(({ tables }) =>
    tables.map((table) => `(SELECT count(*) FROM ${table})`).join(" + "),
  );
  try {
    const { rows } = await client.query({ text: `SELECT ${sums.join(", ")}`, rowMode: "array" });
    return (rows[0] ?? []).map(Number);
  } finally {
    await client.end();
  }
}
