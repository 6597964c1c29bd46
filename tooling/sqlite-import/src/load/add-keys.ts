import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type pg from "pg";
import { freeName } from "../shape/names.js";
import type { TargetTable } from "../shape/target-table.js";

/** The rules that a table has got, and those that PostgreSQL refused. */
export interface Keys {
  readonly primaryKey: readonly string[];
  readonly unique: readonly (readonly string[])[];
  readonly refused: readonly RefusedRule[];
}

/** A rule of the file that does not hold in PostgreSQL, with the server's reason. */
export interface RefusedRule {
  readonly columns: readonly string[];
  readonly reason: string;
}

/** Gives a filled table its primary key, and those of its UNIQUE rules that its rows keep under PostgreSQL. */
export async function addKeys(
  client: pg.ClientBase,
  schema: string,
  table: TargetTable,
): Promise<Keys> {
  const name = quoteTable(schema, table.name);
  const refused: RefusedRule[] = [];
  const add = async (rule: string, columns: readonly string[]): Promise<boolean> => {
    const list = columns.map(quoteIdentifier).join(", ");
    const reason = await attempt(client, `ALTER TABLE ${name} ADD ${rule} (${list})`);
    if (reason !== undefined) refused.push({ columns, reason });
    return reason === undefined;
  };
  const primaryKey = (await add("PRIMARY KEY", table.key))
    ? table.key
    : [await numberRows(client, name, table)];
  const unique: (readonly string[])[] = [];
  for (const columns of table.uniqueRules) if (await add("UNIQUE", columns)) unique.push(columns);
  return { primaryKey, unique, refused };
}

/** A key of several long columns may be too long for an index; then rows get a number. */
async function numberRows(
  client: pg.ClientBase,
  name: string,
  { columns }: TargetTable,
): Promise<string> {
  const number = freeName("_rowid", new Set(columns.map((column) => column.name)));
  await client.query(
    `ALTER TABLE ${name} ADD COLUMN ${quoteIdentifier(number)} bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY`,
  );
  return number;
}

/** The server's reason for refusing; undefined when it has done it. */
async function attempt(client: pg.ClientBase, sql: string): Promise<string | undefined> {
  await client.query("SAVEPOINT rule");
  try {
    await client.query(`${sql}; RELEASE SAVEPOINT rule`);
    return undefined;
  } catch (error) {
    if (!isAboutRows(error)) throw error;
    await client.query("ROLLBACK TO SAVEPOINT rule; RELEASE SAVEPOINT rule");
    return (error as Error).message;
  }
}

const refusals = ["23505", "23502", "54000", "54011"];

function isAboutRows(error: unknown): boolean {
  return refusals.includes((error as { code?: string }).code ?? "");
}
