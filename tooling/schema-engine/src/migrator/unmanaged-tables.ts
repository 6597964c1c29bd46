import { quoteTable } from "@deepiri/database/without-client";
import { type Database, readDataModel, type TablePackage } from "@deepiri/workspace";
import type pg from "pg";
import { type PackageStatus, readStatus } from "./status.js";

/**
 * Tables that stand where a package's first migration would build, and that no migration made.
 *
 * In a database that knows none of our histories, every table of its packages' schemas counts: it
 * was built by something else and has to be reorganized. Later, when a package joins a managed
 * database, only tables under the names it owns are in its way. Tables of extensions never count.
 *
 * @returns `"schema"."table"`, sorted
 */
export async function readUnmanagedTables(
  client: pg.Client,
  database: Database,
  statuses: readonly PackageStatus[],
): Promise<string[]> {
  const starting = statuses.filter(({ applied }) => applied.length === 0);
  if (starting.length === 0) return [];
  // On an empty database, where most first runs happen, no Prisma file need be read.
  const tables = await readTables(client);
  if (tables.length === 0) return [];
  const unknown =
    starting.length === statuses.length && !(await hasOtherHistories(client, database, statuses));
  const packages = unknown ? database.packages : starting.map((status) => status.package);
  const owned = packages.flatMap(ownedTables);
  const isInTheWay = (table: Table): boolean =>
    owned.some((own) => own.schema === table.schema && (unknown || own.name === table.name));
  return tables.filter(isInTheWay).map(({ schema, name }) => quoteTable(schema, name));
}

/** Whether packages of the database that are not among these have been migrated in it. */
async function hasOtherHistories(
  client: pg.Client,
  database: Database,
  statuses: readonly PackageStatus[],
): Promise<boolean> {
  const read = new Set(statuses.map((status) => status.package.key));
  const others = database.packages.filter(({ key }) => !read.has(key));
  return (await readStatus(client, others)).some(({ applied }) => applied.length > 0);
}

interface Table {
  readonly schema: string;
  readonly name: string;
}

function ownedTables(tablePackage: TablePackage): Table[] {
  return readDataModel(tablePackage)
    .models.filter(({ external }) => !external)
    .map(({ schema, object }) => ({ schema, name: object }));
}

async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT namespace.nspname AS schema, class.relname AS name
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE namespace.nspname !~ '^(pg_|information_schema$)'
       AND class.relkind IN ('r', 'p', 'f')
       AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS depend
                        WHERE depend.classid = 'pg_catalog.pg_class'::regclass
                          AND depend.objid = class.oid AND depend.deptype = 'e')
     ORDER BY 1, 2`);
  return rows;
}
