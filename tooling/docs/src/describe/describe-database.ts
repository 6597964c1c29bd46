import {
  bookkeepingSchemas,
  type Database,
  type Ownership,
  readOwnership,
  type TablePackage,
} from "@deepiri/workspace";
import { type Catalogue, readCatalogue } from "../catalogue/read-catalogue.js";
import type { DatabaseModel, Lane, Table } from "../model/model.js";
import { describeTables } from "./describe-table.js";
import { orderTables } from "./order-tables.js";

/** Which part of a database is described, and where it is. */
export interface DescribeOptions {
  readonly url: string;
  /** Where that is, to show to people; absent for a database made of the migrations, whose rows mean nothing. */
  readonly place?: string;
  /** Packages to describe; all of the database if left out, and what no package owns. */
  readonly packages?: readonly TablePackage[];
}

/** Describes a database of the workspace as PostgreSQL's catalogue at that URL has it. */
export async function describeDatabase(
  database: Database,
  { url, place, packages = database.packages }: DescribeOptions,
): Promise<DatabaseModel> {
  const ownership = readOwnership(database);
  const catalogue = await readCatalogue({
    url,
    hidden: bookkeepingSchemas(database.packages),
    sizes: place !== undefined,
  });
  const isWhole = packages.length === database.packages.length;
  const keys = packages.map(({ key }) => key);
  const chosen = isWhole ? catalogue : onlyOf(catalogue, ownership, keys);
  const tables = describeTables({
    database: database.name,
    ownership,
    catalogue: chosen,
    packages: database.packages.map(({ key }) => key),
  });
  return {
    name: database.name,
    ...(place !== undefined && { place }),
    server: catalogue.server,
    lanes: describeLanes(tables, packages),
    tables,
  };
}

/** The catalogue without the tables of other packages, and the keys that lead there. */
function onlyOf(catalogue: Catalogue, { tables }: Ownership, keys: readonly string[]): Catalogue {
  const kept = catalogue.tables.filter(({ schema, name }) =>
    keys.includes(tables.get(`${schema}.${name}`)?.owner.key ?? ""),
  );
  const oids = new Set(kept.map(({ oid }) => oid));
  return {
    ...catalogue,
    tables: kept,
    keys: catalogue.keys.filter(({ target }) => oids.has(target)),
  };
}

/** A lane for each package, then one for each schema with tables that no package owns. */
function describeLanes(tables: readonly Table[], packages: readonly TablePackage[]): Lane[] {
  const lanes = packages.map(({ key, dependencies }) => ({
    owner: key,
    needs: dependencies.map((one) => one.key),
    tables: laneTables(tables, (table) => table.owner === key),
  }));
  const unowned = tables.filter(({ owner }) => owner === undefined);
  const schemas = [...new Set(unowned.map(({ schema }) => schema))];
  const others = schemas.map((schema) => ({
    schema,
    needs: [],
    tables: laneTables(tables, (table) => table.owner === undefined && table.schema === schema),
  }));
  return [...lanes, ...others].filter((lane) => lane.tables.length > 0);
}

function laneTables(tables: readonly Table[], isIn: (table: Table) => boolean): number[] {
  const ids = tables.flatMap((table, id) => (isIn(table) ? [id] : []));
  const inLane = new Set(ids);
  return orderTables(
    ids.map((id) => ({
      id,
      refersTo: (tables[id]?.keys ?? []).map(({ table }) => table).filter((one) => inLane.has(one)),
    })),
  );
}
