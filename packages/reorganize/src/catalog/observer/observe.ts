import type { Queryable } from "../../session/queryable.js";
import { readCatalogTables } from "./catalog-columns.js";
import { ignoredCatalogs } from "./ignored.js";
import { rowsSql } from "./row-sql.js";

/** A row of PostgreSQL's catalogs about an object that users made. */
export interface ObservedRow {
  readonly catalog: string;
  /** What it is about, as the server names it, such as `index public.tasks_pkey`. */
  readonly name: string;
  /** The oid of the table that it belongs to; null for what belongs to none. */
  readonly root: number | null;
  /** Each column of the row, with names in the place of numbers. */
  readonly properties: Readonly<Record<string, string | null>>;
}

/** Rows by catalog and name. */
export type Observation = ReadonlyMap<string, ObservedRow>;

/**
 * Everything that the catalogs of a database say of objects that users made: kinds and properties are
 * not listed here but found on the server, so what nobody has thought of is in it too. The reader's search_path is
 * empty. What belongs to an extension or to a reorganization is left out.
 */
export async function observe(reader: Queryable): Promise<Observation> {
  const catalogs = await readCatalogTables(reader);
  const sql = catalogs
    .filter(({ name }) => !ignoredCatalogs.has(name))
    .map((catalog) => `(${rowsSql(catalog)})`);
  const rows = await reader.query<ObservedRow>(sql.join("\nUNION ALL\n"));
  const observed = new Map<string, ObservedRow>();
  for (const row of rows) observed.set(freeKey(observed, row), row);
  return observed;
}

// Some things have the same name, such as two comments of one object.
function freeKey(taken: ReadonlyMap<string, unknown>, { catalog, name }: ObservedRow): string {
  const key = `${catalog} ${name}`;
  for (let more = 2; ; more += 1) {
    const next = more === 2 ? key : `${key} ${more - 1}`;
    if (!taken.has(next)) return next;
  }
}
