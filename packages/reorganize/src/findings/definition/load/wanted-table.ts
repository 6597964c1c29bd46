import { quoteTable } from "@deepiri/database";
import { type Node, type Statement, writeStatement } from "@deepiri/sql";
import type pg from "pg";
import type { Table } from "../../../catalog/catalog.js";
import { readCatalog } from "../../../catalog/read-catalog.js";
import type { TableName } from "../../../catalog/table-name.js";
import { queryable } from "../../../session/queryable.js";
import type { Wanted } from "./loaded.js";

/**
 * The table that a statement wants: it is made beside whatever has its name, and undone. To be called in a
 * transaction that has not failed.
 *
 * @returns undefined when the server cannot make it, not even without its foreign keys
 */
export async function wantedTable(
  client: pg.ClientBase,
  statement: Statement,
  name: TableName,
): Promise<Wanted | undefined> {
  const whole = await tried(client, statement.text, name);
  if (whole) return { table: whole, withoutForeignKeys: false };
  const without = withoutForeignKeys(statement);
  if (without === undefined) return undefined;
  const rest = await tried(client, without, name);
  return rest && { table: rest, withoutForeignKeys: true };
}

/** The table of that name as it is, spelled with schemas. */
export async function tableNow(client: pg.ClientBase, name: TableName): Promise<Table | undefined> {
  return undone(client, () => readTable(client, name));
}

function tried(client: pg.ClientBase, sql: string, name: TableName): Promise<Table | undefined> {
  return undone(client, async () => {
    const table = quoteTable(name.schema, name.name);
    // Its indexes and sequences go with it, so none of their names is taken.
    await client.query(`CREATE SCHEMA ${aside}`);
    if (await isThere(client, name)) await client.query(`ALTER TABLE ${table} SET SCHEMA ${aside}`);
    await client.query(sql);
    return readTable(client, name);
  });
}

const aside = "_aside";

async function isThere(client: pg.ClientBase, { schema, name }: TableName): Promise<boolean> {
  const { rows } = await client.query("SELECT pg_catalog.to_regclass($1) IS NOT NULL AS is", [
    quoteTable(schema, name),
  ]);
  return rows[0].is;
}

async function readTable(
  client: pg.ClientBase,
  { schema, name }: TableName,
): Promise<Table | undefined> {
  await client.query("SET LOCAL search_path = ''");
  const { rows } = await client.query("SELECT pg_catalog.to_regclass($1)::oid::int AS oid", [
    quoteTable(schema, name),
  ]);
  const { oid } = rows[0];
  if (oid === null) return undefined;
  const { tables } = await readCatalog(queryable(client), [oid]);
  return [...tables.values()].find((table) => table.oid === oid);
}

/** Runs `body`, and takes back what it did; undefined where the server refuses a part of it. */
export async function undone<Result>(
  client: pg.ClientBase,
  body: () => Promise<Result>,
): Promise<Result | undefined> {
  await client.query("SAVEPOINT _aside");
  try {
    return await body();
  } catch {
    return undefined;
  } finally {
    await client.query("ROLLBACK TO SAVEPOINT _aside; RELEASE SAVEPOINT _aside");
  }
}

/** The statement without foreign keys, which need tables that may not be there or be others. */
function withoutForeignKeys({ node, kind }: Statement): string | undefined {
  if (kind !== "CreateStmt") return undefined;
  const { CreateStmt } = structuredClone(node) as { CreateStmt: { tableElts?: Element[] } };
  const elements = (CreateStmt.tableElts ?? []).filter((element) => !isForeignKey(element));
  for (const { ColumnDef } of elements)
    if (ColumnDef?.constraints)
      ColumnDef.constraints = ColumnDef.constraints.filter((one) => !isForeignKey(one));
  return writeStatement({ CreateStmt: { ...CreateStmt, tableElts: elements } } as Node);
}

interface Element {
  readonly Constraint?: { readonly contype?: string };
  readonly ColumnDef?: { constraints?: Element[] };
}

// What stands behind a foreign key says when it is checked.
const ofForeignKeys = new Set([
  "CONSTR_FOREIGN",
  "CONSTR_ATTR_DEFERRABLE",
  "CONSTR_ATTR_NOT_DEFERRABLE",
  "CONSTR_ATTR_DEFERRED",
  "CONSTR_ATTR_IMMEDIATE",
]);

function isForeignKey({ Constraint }: Element): boolean {
  return ofForeignKeys.has(Constraint?.contype ?? "");
}
