import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { type Node, type Statement, writeStatement } from "@deepiri/sql";
import type pg from "pg";
import type { Table } from "../../../catalog/catalog.js";
import { compareTables, type Difference } from "../../../catalog/compare-tables.js";
import { readIndexes } from "../../../catalog/read-indexes.js";
import { isSecretName } from "../../../catalog/secret-name.js";
import { plainName, type TableName } from "../../../catalog/table-name.js";
import { queryable } from "../../../session/queryable.js";
import { tableNow, undone } from "./wanted-table.js";

/** Differences without the default of a column that may hold a secret. */
export function withoutSecrets(differences: readonly Difference[]): Difference[] {
  return differences.map((one) =>
    one.aspect === "default" && isSecretName(one.name)
      ? { ...one, wanted: one.wanted && "…", found: one.found && "…" }
      : one,
  );
}

/** How a table that was there differs from what a definition wants; its indexes are statements of their own. */
export function differencesOf(
  wanted: Table,
  found: Table,
  withoutForeignKeys = false,
): Difference[] {
  return withoutSecrets(compareTables(wanted, found)).filter(
    ({ aspect }) => aspect !== "index" && !(withoutForeignKeys && aspect === "foreign key"),
  );
}

/** How an index that was there differs from the one that a statement wants; undefined where that cannot be made. */
export async function compareIndex(
  client: pg.ClientBase,
  { text }: Statement,
  { schema, name }: TableName,
): Promise<Difference[] | undefined> {
  const read = () => readIndex(client, schema, name);
  const { wanted, found } = await besideRenamed(client, text, { schema, name }, read);
  if (wanted === undefined) return undefined;
  return wanted === found ? [] : [{ aspect: "index", name, wanted, found: found ?? null }];
}

/** Whether a sequence or materialized view that was there is the one that a statement wants; undefined where that cannot be made. */
export async function isSameText(
  client: pg.ClientBase,
  { text }: Statement,
  name: TableName,
): Promise<boolean | undefined> {
  const read = () => readText(client, name);
  const { wanted, found } = await besideRenamed(client, text, name, read);
  return wanted === undefined ? undefined : wanted === found;
}

/** Reads what has a name, and what a statement makes when that has another. */
async function besideRenamed(
  client: pg.ClientBase,
  sql: string,
  { schema, name }: TableName,
  read: () => Promise<string | undefined>,
): Promise<{ wanted: string | undefined; found: string | undefined }> {
  const found = await undone(client, read);
  const wanted = await undone(client, async () => {
    const aside = quoteIdentifier(`_aside ${name}`.slice(0, 40));
    await client.query(`ALTER TABLE ${quoteTable(schema, name)} RENAME TO ${aside}`);
    await client.query(sql);
    return read();
  });
  return { wanted, found };
}

async function readText(
  client: pg.ClientBase,
  { schema, name }: TableName,
): Promise<string | undefined> {
  await client.query("SET LOCAL search_path = ''");
  const { rows } = await client.query<{ text: string }>(
    `SELECT pg_catalog.concat_ws(' ', relkind, seqtypid::regtype, seqstart, seqincrement, seqmax, seqmin, seqcache, seqcycle,
              CASE WHEN relkind IN ('m', 'v') THEN pg_catalog.pg_get_viewdef(class.oid) END) AS text
       FROM pg_catalog.pg_class AS class LEFT JOIN pg_catalog.pg_sequence ON seqrelid = class.oid
      WHERE class.oid = pg_catalog.to_regclass($1)`,
    [quoteTable(schema, name)],
  );
  return rows[0]?.text;
}

/** The index with its table and without its name; undefined when there is none. */
async function readIndex(
  client: pg.ClientBase,
  schema: string,
  name: string,
): Promise<string | undefined> {
  await client.query("SET LOCAL search_path = ''");
  const { rows } = await client.query<{ oid: number; schema: string; name: string }>(
    `SELECT of.oid::int AS oid, nspname AS schema, of.relname AS name
       FROM pg_catalog.pg_index JOIN pg_catalog.pg_class AS of ON of.oid = indrelid
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      WHERE indexrelid = pg_catalog.to_regclass($1)`,
    [quoteTable(schema, name)],
  );
  const [table] = rows;
  if (!table) return undefined;
  const indexes = await readIndexes(queryable(client), [table.oid]);
  const index = indexes.get(table.oid)?.find((one) => one.name === name);
  return index && `${plainName(table)} ${index.body}`;
}

/** How columns that were there differ from those that a statement would have added. */
export async function compareColumns(
  client: pg.ClientBase,
  { node }: Statement,
  name: TableName,
  columns: readonly string[],
): Promise<Difference[] | undefined> {
  const found = await tableNow(client, name);
  const wanted = await undone(client, async () => {
    const table = quoteTable(name.schema, name.name);
    for (const [at, column] of columns.entries())
      await client.query(
        `ALTER TABLE ${table} RENAME COLUMN ${quoteIdentifier(column)} TO "_aside ${at}"`,
      );
    await client.query(addingOnly(node, columns));
    return tableNow(client, name);
  });
  if (!found || !wanted) return undefined;
  return withoutSecrets(compareTables(columnsOnly(wanted, columns), columnsOnly(found, columns)));
}

function columnsOnly(table: Table, columns: readonly string[]): Table {
  return {
    ...table,
    columns: table.columns.filter(({ name }) => columns.includes(name)),
    constraints: [],
    indexes: [],
  };
}

interface AddedColumn {
  readonly AlterTableCmd: {
    readonly subtype?: string;
    readonly missing_ok?: boolean;
    readonly def?: { readonly ColumnDef?: { readonly colname?: string } };
  };
}

/** Names of columns that the statement adds where they are missing. */
export function columnsIfMissing({ node, kind }: Statement): string[] {
  if (kind !== "AlterTableStmt") return [];
  const { cmds } = (node as unknown as { AlterTableStmt: { cmds: AddedColumn[] } }).AlterTableStmt;
  return cmds.flatMap(({ AlterTableCmd: { missing_ok, def } }) =>
    missing_ok && def?.ColumnDef?.colname ? [def.ColumnDef.colname] : [],
  );
}

function addingOnly(node: Node, columns: readonly string[]): string {
  const { AlterTableStmt } = structuredClone(node) as unknown as {
    AlterTableStmt: { cmds: AddedColumn[] };
  };
  const cmds = AlterTableStmt.cmds.filter(({ AlterTableCmd: { def } }) =>
    columns.includes(def?.ColumnDef?.colname ?? ""),
  );
  return writeStatement({ AlterTableStmt: { ...AlterTableStmt, cmds } } as unknown as Node);
}
