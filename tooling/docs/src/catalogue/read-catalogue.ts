import { readSizes, type Size } from "./count-rows.js";
import { explainLock } from "./explain-lock.js";
import { type ColumnRow, readColumns } from "./read-columns.js";
import { type ForeignKeyRow, readForeignKeys } from "./read-foreign-keys.js";
import { type IndexRow, readIndexes } from "./read-indexes.js";
import { type PolicyRow, readPolicies } from "./read-policies.js";
import { type RightRow, readRights } from "./read-rights.js";
import { type RuleRow, readRules } from "./read-rules.js";
import { readTables, type TableRow } from "./read-tables.js";
import { readTriggers, type TriggerRow } from "./read-triggers.js";
import { type Reader, withReader } from "./reader.js";

/** What is to be read of a database. */
export interface CatalogueOptions {
  readonly url: string;
  /** Schemas that are only bookkeeping. */
  readonly hidden: readonly string[];
  /** Whether its rows are of interest. */
  readonly sizes: boolean;
}

/** What PostgreSQL's catalogue says of tables; rows belong to tables by oid. */
export interface Catalogue {
  /** Version of the server, such as `18.4`. */
  readonly server: string;
  readonly tables: readonly TableRow[];
  readonly columns: readonly ColumnRow[];
  readonly rules: readonly RuleRow[];
  readonly keys: readonly ForeignKeyRow[];
  readonly indexes: readonly IndexRow[];
  readonly triggers: readonly TriggerRow[];
  readonly policies: readonly PolicyRow[];
  readonly rights: readonly RightRow[];
  readonly sizes: ReadonlyMap<number, Size>;
}

/**
 * Reads it in one transaction, so that all of it was so at one moment; the rows are counted afterwards.
 *
 * @throws LockedTablesError when somebody keeps a table for himself
 */
export function readCatalogue({ url, hidden, sizes }: CatalogueOptions): Promise<Catalogue> {
  return withReader(url, async (reader) => {
    const catalogue = await readDefinitions(reader, hidden).catch(async (error) => {
      throw await explainLock(reader, error);
    });
    return { ...catalogue, sizes: sizes ? await readSizes(reader, catalogue.tables) : new Map() };
  });
}

async function readDefinitions(
  reader: Reader,
  hidden: readonly string[],
): Promise<Omit<Catalogue, "sizes">> {
  await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const tables = await readTables(reader, hidden);
  const oids = tables.map(({ oid }) => oid);
  const catalogue = {
    server: await readVersion(reader),
    tables,
    columns: await readColumns(reader, oids),
    rules: await readRules(reader, oids),
    keys: await readForeignKeys(reader, oids),
    indexes: await readIndexes(reader, oids),
    triggers: await readTriggers(reader, oids),
    policies: await readPolicies(reader, oids),
    rights: await readRights(reader, oids),
  };
  await reader.query("COMMIT");
  return catalogue;
}

async function readVersion(reader: Reader): Promise<string> {
  const [row] = await reader.query<{ version: string }>(
    "SELECT pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1) AS version",
  );
  return row?.version ?? "";
}
