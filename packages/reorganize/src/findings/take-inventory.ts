import type { Catalog, Table } from "../catalog/catalog.js";
import { readObjects } from "../catalog/objects/read-objects.js";
import { readCatalog } from "../catalog/read-catalog.js";
import { plainName } from "../catalog/table-name.js";
import { objectsOf } from "../catalog/target-facts.js";
import { type Target, withTarget } from "../catalog/with-target.js";
import type { Mapping } from "../plan/mapping.js";
import type { Queryable } from "../session/queryable.js";
import { reading } from "../session/read-only.js";
import { readTakesInput } from "../session/takes-input.js";
import { collectFindings } from "./collect-findings.js";
import type { RowCount } from "./count-rows.js";
import { compareDefinitions } from "./definition/compare-definitions.js";
import { readFamilies } from "./definition/family/read-families.js";
import type { Inventory, InventoryTable } from "./inventory.js";
import { type Matches, matchTables } from "./match-tables.js";
import {
  apartOf,
  declaredFor,
  nothingProjected,
  type Projected,
  readProjected,
} from "./projected/read-projected.js";
import { targetTypes } from "./target-types.js";

export interface InventoryOptions {
  /** Which of the workspace's databases it is to become; the default one if left out. */
  readonly database?: string;
  /** .sql files, Prisma schemas, folders of either, or .txt files that list some; each may be `family=path`. */
  readonly definitions?: readonly string[];
  /** Says which graphs are to be free of cycles, and how rows change shape; neither if left out. */
  readonly mapping?: Pick<Mapping, "acyclic" | "projections" | "leftOut">;
  /** Called with what is being read. */
  readonly onProgress?: (what: string) => void;
}

/**
 * What is in the database of `url`, and every finding. Reads it in one read-only
 * transaction and changes nothing; scratch databases beside it are made and dropped, and the target is kept there.
 */
export async function takeInventory(
  url: string,
  options: InventoryOptions = {},
): Promise<Inventory> {
  const { definitions = [], onProgress = () => {} } = options;
  // A mistyped path fails at once, not after all tables were read.
  await readFamilies(definitions);
  onProgress("Building the target in a scratch database");
  const inventory = await withTarget(url, options.database, (target) =>
    readInventory(url, target, options),
  );
  if (definitions.length === 0) return inventory.report;
  const deployed = inventory.source;
  const compared = await compareDefinitions(url, definitions, { deployed, onProgress });
  return { ...inventory.report, definitions: compared };
}

/** The inventory, and the catalog that it was made from. */
interface InventoryOfCatalog {
  readonly report: Inventory;
  readonly source: Catalog;
  readonly projected: Projected;
}

/** What is in the database of `url`, compared with a target that is there already. */
export async function readInventory(
  url: string,
  target: Target,
  { mapping, onProgress = () => {} }: Omit<InventoryOptions, "definitions" | "database"> = {},
): Promise<InventoryOfCatalog> {
  const { views, routines } = await objectsOf(target);
  const ofTarget = new Set([...views, ...routines].map(plainName));
  return reading(url, async (reader) => {
    const { database, version } = await readServer(reader);
    const source = await readCatalog(reader);
    const objects = await readObjects(reader);
    const projected = mapping ? await readProjected(reader, mapping) : nothingProjected;
    const matches = matchTables(source, target.catalog, target.owners, apartOf(projected));
    const { findings, counts } = await collectFindings(reader, {
      source,
      objects,
      matches,
      ofTarget,
      target: target.catalog,
      owners: target.owners,
      types: targetTypes(target.catalog, await readTakesInput(reader)),
      acyclic: mapping?.acyclic ?? [],
      projected,
      onTable: (table) => onProgress(`Reading ${table}`),
    });
    const sizes = await readSizes(reader, source);
    const tables = [...source.tables.values()].map((table) => ({
      ...describeTable(table, counts.get(plainName(table)), matches, target),
      bytes: sizes.get(table.oid) ?? 0,
    }));
    const enums = [...source.enums.values()];
    const report = {
      database,
      serverVersion: version,
      tables,
      enums,
      objects,
      findings,
      ...(mapping && { projections: declaredFor(projected) }),
    };
    return { report, source, projected };
  });
}

function describeTable(
  table: Table,
  count: RowCount = { rows: table.rows, exact: false },
  { matched }: Matches,
  target: Target,
): Omit<InventoryTable, "bytes"> {
  const home = matched.find(({ source }) => source === table)?.target;
  return {
    schema: table.schema,
    name: table.name,
    kind: table.partitioned ? "partitioned table" : "table",
    ...count,
    owner: ownerOf(table, home, target),
    target: home ? plainName(home) : null,
    columns: table.columns.length,
    constraints: table.constraints.map(({ name }) => name),
    indexes: table.indexes.map(({ name }) => name),
  };
}

function ownerOf(table: Table, home: Table | undefined, target: Target): string | null {
  if (home) return target.owners.get(plainName(home)) ?? null;
  const { packages } = target.database;
  return packages.find(({ historySchema }) => historySchema === table.schema)?.key ?? null;
}

/** Bytes of each table with all that belongs to it, by its oid. */
async function readSizes(reader: Queryable, { tables }: Catalog): Promise<Map<number, number>> {
  const rows = await reader.query<{ oid: number; bytes: number }>(
    "SELECT oid::int AS oid, pg_catalog.pg_total_relation_size(oid)::float8 AS bytes FROM pg_catalog.unnest($1::oid[]) AS oid",
    [[...tables.values()].map(({ oid }) => oid)],
  );
  return new Map(rows.map(({ oid, bytes }) => [oid, bytes]));
}

interface Server {
  readonly database: string;
  readonly version: string;
}

async function readServer(reader: Queryable): Promise<Server> {
  const rows = await reader.query<Server>(`
    SELECT pg_catalog.current_database() AS database, pg_catalog.current_setting('server_version') AS version`);
  return rows[0] as Server;
}
