import { type CatalogColumn, readCatalogTables } from "./catalog-columns.js";
import { ignoredCatalogs } from "./ignored.js";
import type { Reader } from "./reader.js";
import { rowsSql, type ToldColumns, toldColumns } from "./row-sql.js";
import { userSchemas } from "./user-schema.js";

/** A row of PostgreSQL's catalogs about an object that users made. */
export interface ObservedRow {
  readonly catalog: string;
  /** What it is about, as the server names it, such as `index public.tasks_pkey`. */
  readonly name: string;
  /** What it is called among its like, such as `tasks_pkey`; null for what has no name. */
  readonly ownName: string | null;
  /** What it is known by as long as it is there, in this database; null for a dependency. */
  readonly number: string | null;
  /** Whether it only says more of a thing that has a row in another catalog. */
  readonly isPart: boolean;
  /** The oid of the table that it belongs to; null for what belongs to none. */
  readonly root: number | null;
  /** The columns of the row that say something by themselves. */
  readonly settings: Properties;
  /** Those that name other things, by the names that these have now: tables, columns, roles, expressions. */
  readonly relations: Properties;
}

/** By the name of the catalog's column. */
export type Properties = Readonly<Record<string, string | null>>;

/** Rows by catalog and name. */
export type Observation = ReadonlyMap<string, ObservedRow>;

/**
 * Everything that the catalogs of a database say of objects that users made: kinds and properties are
 * not listed here but found on the server, so what nobody has thought of is in it too. The reader's search_path is
 * empty. What belongs to an extension is left out.
 *
 * @param hidden names of schemas that are left out, with all that they hold
 */
export async function observe(
  reader: Reader,
  { hidden = [] }: { readonly hidden?: readonly string[] } = {},
): Promise<Observation> {
  const schemas = userSchemas(hidden);
  const catalogs = (await readCatalogTables(reader)).filter(
    ({ name }) => !ignoredCatalogs.has(name),
  );
  const told = new Map(catalogs.map((catalog) => [catalog.name, toldColumns(catalog)]));
  const sql = catalogs.map(
    (catalog) => `(${rowsSql(catalog, told.get(catalog.name) as ToldColumns, schemas)})`,
  );
  const rows = await reader.query<ValuesRow>(sql.join("\nUNION ALL\n"));
  const observed = new Map<string, ObservedRow>();
  for (const one of rows)
    observed.set(freeKey(observed, one), named(one, told.get(one.catalog) as ToldColumns));
  return observed;
}

/** A row as the server sends it: values without their names. */
type ValuesRow = Omit<ObservedRow, "settings" | "relations"> &
  Record<"settings" | "relations", readonly (string | null)[]>;

function named(row: ValuesRow, { settings, relations }: ToldColumns): ObservedRow {
  return {
    ...row,
    settings: withNames(settings, row.settings),
    relations: withNames(relations, row.relations),
  };
}

// There are thousands of rows: Object.fromEntries would take several times as long.
function withNames(
  columns: readonly CatalogColumn[],
  values: readonly (string | null)[],
): Properties {
  const properties: Record<string, string | null> = {};
  columns.forEach(({ name }, at) => {
    properties[name] = values[at] ?? null;
  });
  return properties;
}

// Some things have the same name, such as two comments of one object.
function freeKey(taken: ReadonlyMap<string, unknown>, row: Named): string {
  const key = keyOf(row);
  for (let more = 2; ; more += 1) {
    const next = more === 2 ? key : `${key} ${more - 1}`;
    if (!taken.has(next)) return next;
  }
}

type Named = Pick<ObservedRow, "catalog" | "name">;

/** What a row is observed under, but for those of which there are several by one name. */
export function keyOf({ catalog, name }: Named): string {
  return `${catalog} ${name}`;
}
